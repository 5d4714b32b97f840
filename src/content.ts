import { loadSchemes, type Scheme } from '#modules/accreditation/index.ts';
import { type Award, loadAwards } from '#modules/awards/index.ts';
import { type CasesConfig, loadCases } from '#modules/cases/index.ts';
import { loadAnchoring } from '#modules/anchoring/index.ts';
import { type CheckDefinition, type CheckSource, loadSources } from '#modules/checks/index.ts';
import { type Charter, loadCharters } from '#modules/membership/index.ts';
import { loadMatching, type MatchingConfig } from '#modules/matching/index.ts';
import { loadNetworks, type NetworksConfig } from '#modules/regions/index.ts';
import { type Guide, loadGuide } from '#modules/mentor/index.ts';
import { loadOpenData, type OpenDataConfig } from '#modules/opendata/index.ts';
import { loadProgrammes, type Programmes } from '#modules/programmes/index.ts';
import { type Curriculum, loadCurricula } from '#modules/qualification/index.ts';
import { loadSearchWords, type SearchWords } from '#modules/search/index.ts';
import { loadTopics, type Topics } from '#modules/topics/index.ts';

/** What the network authors, read and checked once. */
export interface Content {
  topics: Topics;
  checks: CheckSource[];
  charters: Charter[];
  awards: Award[];
  searchWords: SearchWords;
  openData: OpenDataConfig;
  matching: MatchingConfig;
  networks: NetworksConfig;
  programmes: Programmes;
  curricula: Curriculum[];
  schemes: Scheme[];
  cases: CasesConfig;
  guide: Guide;
  /** What partners rate themselves by. */
  anchoring: CheckDefinition;
}

export function loadContent(): Content {
  const topics = loadTopics();
  const topicIds = new Set(topics.all.map((topic) => topic.id));
  const charters = loadCharters();
  const curricula = loadCurricula();
  const checks = loadSources(topicIds);
  const programmes = loadProgrammes(topicIds);
  const known = {
    topics: topicIds,
    checks: new Set(checks.map((check) => check.file.id)),
    programmes: new Set(programmes.all.map((programme) => programme.id)),
  };
  return {
    topics,
    checks,
    charters,
    awards: loadAwards(),
    searchWords: loadSearchWords(),
    openData: loadOpenData(),
    matching: loadMatching(),
    networks: loadNetworks(),
    programmes,
    curricula,
    cases: loadCases(),
    guide: loadGuide(known),
    anchoring: loadAnchoring(topicIds),
    schemes: loadSchemes(new Set(curricula.map((curriculum) => curriculum.id)), new Set(charters.map((charter) => charter.id))),
  };
}
