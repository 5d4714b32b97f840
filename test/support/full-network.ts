import { loadDemo } from '../../src/demo/load.ts';
import { places as allPlaces } from '../../src/reference/index.ts';
import { testApplication } from './application.ts';
import { makeDrafts } from './full-network/authoring.ts';
import { makeBodies } from './full-network/bodies.ts';
import { makeChecks } from './full-network/checks.ts';
import { makeLists, makeMembership, makeNetwork, makeOffers } from './full-network/directory.ts';
import { makeAccreditations, makeCourses } from './full-network/learning.ts';
import { choosePlaces, peopleOf } from './full-network/people.ts';
import { makeNews, makeResearch, makeTrends } from './full-network/publishing.ts';
import { makeCases, makeRequests } from './full-network/requests.ts';
import { makeStories } from './full-network/stories.ts';
import { makeAnchoring, makeMeans } from './full-network/support.ts';

/** A tenth of the demo network: enough for neighbours, networks and near copies, and soon walked through. */
const SMALL = { seed: 1, scale: 0.15 };

/** The demo network in small, and one person of each role at home in it. */
export async function smallNetwork() {
  const app = await testApplication({ DEMO: 'off' });
  const { services, content, search, clock } = app;
  await loadDemo({ db: services.db, topics: content.topics, places: allPlaces(), search }, SMALL, clock.now());
  const places = await choosePlaces(app);
  const people = await peopleOf(app, places);
  return { app, places, people };
}

/**
 * A network with something in every room, on a database of its own: the demo network, and on it at least one record of
 * every kind in every state that a page shows, made by the product's own forms and services. One person of each role
 * is tied to them.
 */
export async function fullNetwork() {
  const hands = await smallNetwork();
  const { app, places, people } = hands;
  const offers = await makeOffers(hands);
  await makeMembership(hands);
  await makeNetwork(hands);
  const lists = await makeLists(hands);
  const checks = await makeChecks(hands);
  const drafts = await makeDrafts(hands);
  const requests = await makeRequests(hands);
  const cases = await makeCases(hands, requests.cases);
  const stories = await makeStories(hands);
  const courses = await makeCourses(hands);
  const accreditations = await makeAccreditations(hands);
  const news = await makeNews(hands);
  const trends = await makeTrends(hands);
  const research = await makeResearch(hands);
  const anchoring = await makeAnchoring(hands);
  const means = await makeMeans(hands);
  const bodies = await makeBodies(hands);
  const made = {
    offers,
    lists,
    checks,
    drafts,
    requests,
    cases,
    stories,
    courses,
    accreditations,
    news,
    trends,
    research,
    anchoring,
    means,
    bodies,
  };
  await app.services.jobs.drain();
  return { ...app, places, people, made };
}

export type FullNetwork = Awaited<ReturnType<typeof fullNetwork>>;
