import Taro from '@tarojs/taro';
import { install } from './sockets';

install(Taro);

export default function App({ children }) {
  return children;
}
