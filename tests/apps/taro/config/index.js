import { defineConfig } from '@tarojs/cli';

export default defineConfig({
  projectName: 'uni-socket-in-taro',
  date: '2026-11-23',
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: 'webpack5',
  h5: { publicPath: './', staticDirectory: 'static' },
});
