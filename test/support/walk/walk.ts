import { linksOf, type Words } from './links.ts';
import { type Pattern, patternOf } from './route-patterns.ts';

/** A link that should not have been shown: where it stands, where it leads, what came of it. */
export interface Fault {
  from: string;
  to: string;
  status: number;
}

export interface Walk {
  /** Routes that a click reached, each with the first address that answered well. */
  reached: Map<string, string>;
  faults: Fault[];
  /** Pages seen, by address. */
  pages: Map<string, string>;
}

export interface Walker {
  origin: string;
  get(path: string): Promise<Response> | Response;
  /** Where it begins: what one gets after signing in. */
  from: readonly string[];
  /** Routes that must be reached; as long as one is missing, more addresses of each route are followed. */
  expected: ReadonlySet<string>;
  /** What is typed into open fields. */
  words: Words;
  /** Whether a link to this route may be followed at all; a link that may not is a fault without asking the server. */
  mayFollow?(pattern: Pattern, address: string): boolean;
  /** Routes that somebody else walks too: half as many of their addresses are followed. */
  isShared?(pattern: Pattern): boolean;
}

/** So many addresses of one route are followed in each round; in the later ones only of pages above what is missing. */
const ROUNDS = [2, 6, 20, 60];
const OF_ALL = 12;
/** Papers and tables lead nowhere, and each is made anew: a few of each route say what all would. */
const LEAF = /\.(?:pdf|docx|xlsx|zip)$/;
const LEAVES = 3;
/** So many of one route with the same names in the query, at least. */
const QUERIES = 3;
const READABLE = /html|json|xml|calendar|text\/plain/;
/** A form that is asked to be filled in (422) is a page like others; what is closed, gone or broken is none. */
const isRefusal = (status: number) => status >= 400 && status !== 422;

/** Follows every link and every form of the method GET, a few addresses of each route, as far as it leads. */
export async function walk({ origin, get, from, expected, words, mayFollow = () => true, isShared = () => false }: Walker): Promise<Walk> {
  const reached = new Map<string, string>();
  const faults: Fault[] = [];
  const pages = new Map<string, string>();
  const known = new Set<string>();
  const followed = new Map<string, number>();
  let queue: { to: string; from: string }[] = [];
  let later: { to: string; from: string }[] = [];

  /** A kind of link that is wrong on one page is wrong on all of them: it is named once. */
  const named = new Set<string>();
  const blame = (fault: Fault) => {
    const kind = `${patternOf(fault.from)?.path ?? fault.from} ${patternOf(fault.to)?.path ?? fault.to} ${fault.status}`;
    if (!named.has(kind)) faults.push(fault);
    named.add(kind);
  };

  const offer = (to: string, at: string) => {
    if (known.has(to) || to.startsWith('/assets/')) return;
    known.add(to);
    const pattern = patternOf(to);
    if (pattern && !mayFollow(pattern, to)) blame({ from: at, to, status: 403 });
    else queue.push({ to, from: at });
  };

  async function follow(to: string, at: string): Promise<void> {
    const answer = await get(to);
    const { status } = answer;
    const type = answer.headers.get('content-type') ?? '';
    const location = answer.headers.get('location');
    if (isRefusal(status)) blame({ from: at, to, status });
    const pattern = patternOf(to);
    if (pattern && !isRefusal(status) && !reached.has(pattern.path)) reached.set(pattern.path, to);
    if (location !== null && URL.canParse(location, origin) && new URL(location, origin).origin === origin) {
      const next = new URL(location, origin);
      offer(next.pathname + next.search, at);
    }
    if (!READABLE.test(type)) {
      await answer.body?.cancel();
      return;
    }
    const body = await answer.text();
    if (isRefusal(status)) return;
    if (type.includes('html')) pages.set(to, body);
    for (const link of linksOf(body, type, to, origin, words)) offer(link, to);
  }

  const isWanted = (to: string, round: number): boolean => {
    const pattern = patternOf(to);
    const path = pattern?.path ?? 'none';
    const isAbove = [...expected].some((each) => each.startsWith(`${path}/`) && !reached.has(each));
    const of = isAbove ? round : Math.min(round, OF_ALL);
    const wanted = pattern && isShared(pattern) ? Math.ceil(of / 2) : of;
    const most = LEAF.test(path) ? Math.min(LEAVES, wanted) : wanted;
    const query = [...new URL(to, origin).searchParams.keys()].toSorted().join('&');
    const shape = `${path}?${query}`;
    const [ofRoute, ofShape] = [followed.get(path) ?? 0, followed.get(shape) ?? 0];
    if (query === '' ? ofShape >= most : ofShape >= Math.max(QUERIES, most) || ofRoute >= most * 5) return false;
    followed.set(path, ofRoute + 1);
    followed.set(shape, ofShape + 1);
    return true;
  };

  for (const path of from) offer(path, 'start');
  for (const round of ROUNDS) {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (isWanted(next.to, round)) await follow(next.to, next.from);
      else later.push(next);
    }
    if ([...expected].every((path) => reached.has(path))) break;
    queue = later;
    later = [];
  }
  return { reached, faults, pages };
}
