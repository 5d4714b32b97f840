export { officeCommands, outboxUrl } from './cli.ts';
export { contentPage } from './content-pages.ts';
export { CONTENT_PAGES, officeRoutes } from './routes.tsx';
