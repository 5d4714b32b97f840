export { type WorkspaceParts, workspaceRoutes } from './routes.ts';
