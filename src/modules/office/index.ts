export type { DashboardParts } from './dashboard/figures.ts';
export { dashboardRoutes, dashboardSchedule } from './dashboard/routes.ts';
export { officeCommands, outboxNotice, outboxUrl } from './cli.ts';
export { contentPage } from './content-pages.ts';
export { CONTENT_PAGES, officeRoutes } from './routes.tsx';
