import { HttpError } from '#platform/http/errors.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import type { Credentials } from '#modules/credentials/index.ts';
import type { Curriculum } from '../model.ts';
import { type Courses, createCourses } from './courses.ts';
import { createRecognition, type Recognition } from './recognition.ts';

export interface Qualification {
  readonly curricula: readonly Curriculum[];
  /** @throws HttpError 404 */
  curriculum(id: string): Curriculum;
  recognition: Recognition;
  courses: Courses;
}

export function createQualification(
  services: Services,
  { accounts, credentials, curricula }: { accounts: AccountsService; credentials: Credentials; curricula: readonly Curriculum[] },
): Qualification {
  const recognition = createRecognition(services, credentials, accounts);
  return {
    curricula,
    curriculum(id) {
      const found = curricula.find((each) => each.id === id);
      if (!found) throw new HttpError(404);
      return found;
    },
    recognition,
    courses: createCourses(services, { curricula, accounts, recognition }),
  };
}
