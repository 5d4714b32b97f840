export { type BarRow, NeedBars, ShareBars } from './components/chart.tsx';
export { Alert, EmptyState, ErrorSummary } from './components/feedback.tsx';
export { CheckGroup } from './components/check-group.tsx';
export { FileField } from './components/file-field.tsx';
export {
  Button,
  Checkbox,
  emptyForm,
  FieldError,
  filledForm,
  type FormState,
  LinkButton,
  type Option,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './components/form.tsx';
export { Journey, type Station, type StationState } from './components/journey.tsx';
export { Chip, Entry, Facts, Pagination, TabList, Tag } from './components/list.tsx';
export {
  LOOKED_FIELD,
  MailingActs,
  MailingFault,
  MailingProgress,
  MailingReceivers,
  MailingSample,
  MailingStop,
  MailingUnsure,
  RECEIVER_FIELD,
} from './components/mailing.tsx';
export { AreaMap, type MapArea } from './components/area-map.tsx';
export { GermanyMap, type MapPoint } from './components/map.tsx';
export { DataTable, type TableRow } from './components/table.tsx';
export { More, Paged } from './components/paged.tsx';
export { NeedLabel, type NeedLevel, NeedMark } from './components/need.tsx';
export { PickField } from './components/pick-field.tsx';
export { Prose } from './components/prose.tsx';
export { Undelivered, whyUndelivered } from './components/undelivered.tsx';
export { renderConflict } from './conflict-page.tsx';
export { renderError } from './error-page.tsx';
export { type Crumb, type PageProps, renderPage } from './page.tsx';
export type { Thing } from './structured-data.ts';
export { eventThing } from './event-thing.ts';
export { designTexts } from './texts.ts';
