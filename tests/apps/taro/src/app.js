import Taro from '@tarojs/taro';
import { install } from 'uni-socket';

install(Taro);

export default function App({ children }) {
  return children;
}
