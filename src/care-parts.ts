/** People who can be trusted, and cases that are looked after: qualification, accreditation, cases. A part of application.ts. */
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { accreditationSchedule, accreditationSubscribers, createAccreditation } from '#modules/accreditation/index.ts';
import { createCredentials, credentialsSchedule } from '#modules/credentials/index.ts';
import { bindingCharters } from '#modules/membership/index.ts';
import { createQualification, qualificationSchedule } from '#modules/qualification/index.ts';
import type { Content } from './content.ts';

interface Needed {
  accounts: AccountsService;
  /** In whose name credentials are issued. */
  issuerName: string;
}

export function createCareParts(services: Services, content: Content, { accounts, issuerName }: Needed) {
  const credentials = createCredentials(services, issuerName);
  const qualification = createQualification(services, { accounts, credentials, curricula: content.curricula });
  const charters = bindingCharters(content.charters);
  const accreditation = createAccreditation(services, { accounts, credentials, schemes: content.schemes, charters });
  return { credentials, qualification, accreditation };
}

export type CareParts = ReturnType<typeof createCareParts>;

/** Of everything that was put together, these parts. */
export const pickCare = ({ credentials, qualification, accreditation }: CareParts): CareParts => ({
  credentials,
  qualification,
  accreditation,
});

/** What follows from what happened. */
export const careSubscribers = ({ accreditation }: CareParts): Subscriber[] => [...accreditationSubscribers(accreditation)];

/** What is done at fixed times. */
export const careSchedule = ({ credentials, qualification, accreditation }: CareParts): Scheduled[] => [
  ...credentialsSchedule(credentials),
  ...qualificationSchedule(qualification),
  ...accreditationSchedule(accreditation),
];
