export { fittingProgrammes, fundingHint } from './fitting.tsx';
export { loadProgrammes, type Programmes } from './load.ts';
export { type Programme, type ProgrammeVersion, versionOn } from './model.ts';
export { type Phase, type PhaseNeed, type Process, processSchema } from './process.ts';
export { programmesRoutes } from './routes.ts';
export { programmeSource } from './search-source.ts';
export { programmesTexts } from './texts.ts';
