/** People who can be trusted, and cases that are looked after: qualification, accreditation, cases. A part of application.ts. */
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { places } from '#reference/index.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { accreditationSchedule, accreditationSubscribers, createAccreditation } from '#modules/accreditation/index.ts';
import { casesSchedule, casesSubscribers, createCases } from '#modules/cases/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import { createCredentials, credentialsSchedule } from '#modules/credentials/index.ts';
import type { Stories } from '#modules/stories/index.ts';
import { bindingCharters } from '#modules/membership/index.ts';
import { createQualification, qualificationSchedule, qualificationSubscribers } from '#modules/qualification/index.ts';
import type { RequestsService } from '#modules/requests/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Content } from './content.ts';

interface Needed {
  accounts: AccountsService;
  requests: RequestsService;
  checks: ChecksService;
  search: Search;
  stories: Stories;
  /** In whose name credentials are issued. */
  issuerName: string;
}

export function createCareParts(services: Services, content: Content, { accounts, requests, checks, search, stories, issuerName }: Needed) {
  const credentials = createCredentials(services, issuerName);
  const qualification = createQualification(services, { accounts, credentials, curricula: content.curricula });
  const charters = bindingCharters(content.charters);
  const accreditation = createAccreditation(services, { accounts, credentials, schemes: content.schemes, charters });
  const cases = createCases(services, {
    accounts,
    requests,
    checks,
    programmes: content.programmes,
    topicsIn: async (message) => (await search.understand(message)).topics.map((topic) => topic.id),
    places: places(),
    config: content.cases,
    story: stories.hook,
  });
  return { credentials, qualification, accreditation, cases };
}

export type CareParts = ReturnType<typeof createCareParts>;

/** What follows from what happened. */
export const careSubscribers = ({ qualification, accreditation, cases }: CareParts): Subscriber[] => [
  ...qualificationSubscribers(qualification),
  ...accreditationSubscribers(accreditation),
  ...casesSubscribers(cases),
];

/** What is done at fixed times. */
export const careSchedule = ({ credentials, qualification, accreditation, cases }: CareParts): Scheduled[] => [
  ...credentialsSchedule(credentials),
  ...qualificationSchedule(qualification),
  ...accreditationSchedule(accreditation),
  ...casesSchedule(cases),
];
