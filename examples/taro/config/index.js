import { defineConfig } from '@tarojs/cli';

export default defineConfig({
  projectName: 'uni-socket-in-taro',
  date: '2026-11-23',
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  // What Taro prebundles with while one is developing does not fit current packages.
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  h5: {
    // What is built may lie in any folder; Taro's development server knows only the root.
    publicPath: process.env.NODE_ENV === 'production' ? './' : '/',
    staticDirectory: 'static',
    devServer: { host: 'localhost', open: false },
  },
});
