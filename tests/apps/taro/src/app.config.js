export default defineAppConfig({ pages: ['pages/index/index', 'pages/seen/seen'] });
