export { matchCommands } from './cli.ts';
export { matchingRoutes } from './pages/find.tsx';
export { createMatching, type Matching } from './service.ts';
export { matchingTexts } from './texts.ts';
