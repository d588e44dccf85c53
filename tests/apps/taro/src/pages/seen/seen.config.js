export default definePageConfig({ navigationBarTitleText: 'uni-socket' });
