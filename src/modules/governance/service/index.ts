import type { Services } from '#platform/services.ts';
import { type Context, createContext } from './context.ts';
import { createFollowUp, type FollowUp } from './follow-up.ts';
import { createImports, type Imports } from './import.ts';
import { createMeetings, type Meetings } from './meetings.ts';
import { createPublication, type Publication } from './publication.ts';
import { createPapers, type Papers } from './papers.ts';

export interface GovernanceService {
  context: Context;
  imports: Imports;
  meetings: Meetings & Publication;
  followUp: FollowUp;
  papers: Papers;
}

export function createGovernanceService(services: Services): GovernanceService {
  const context = createContext(services);
  return {
    context,
    imports: createImports(context),
    meetings: { ...createMeetings(context), ...createPublication(context) },
    followUp: createFollowUp(context),
    papers: createPapers(context),
  };
}
