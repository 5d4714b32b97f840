export { loadOpenData, type OpenDataConfig } from './config.ts';
export { openDataRoutes } from './routes.tsx';
export { openDataTexts } from './texts.ts';
