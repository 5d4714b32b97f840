import {
  Alert,
  Button,
  CheckGroup,
  EmptyState,
  Entry,
  ErrorSummary,
  type FormState,
  LinkButton,
  Paged,
  RadioGroup,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Topics } from '#modules/topics/index.ts';
import { AUDIENCES, KINDS, type Material, stateAfter } from '../model.ts';
import type { ItemRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';

export interface Owner {
  scope: ItemRow['owner_scope'];
  id: string | null;
  name: string;
}

function stateOf(item: ItemRow, now: Date, locale: Locale): string {
  const t = newsTexts(locale).desk;
  if (item.state !== 'planned' || !item.publish_at) return t.states[item.state];
  return (item.publish_at <= now ? t.since : t.from)(formatDateTime(item.publish_at, locale));
}

/** /redaktion */
export function deskPage(c: Ctx, { items, mayPublish, now }: { items: Page<ItemRow>; mayPublish: boolean; now: Date }): Response {
  const locale = c.get('locale');
  const all = newsTexts(locale);
  const t = all.desk;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: all.flash,
    crumbs: [{ href: '/neuigkeiten', label: all.title }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p class="actions">
          <LinkButton href="/redaktion/neu">{t.new}</LinkButton>
          {mayPublish && (
            <LinkButton href="/redaktion/newsletter" kind="secondary">
              {t.newsletters}
            </LinkButton>
          )}
        </p>
        {items.total === 0 && <EmptyState title={t.none} />}
        <Paged list={items} c={c}>
          <ul class="entries">
            {items.rows.map((item) => (
              <Entry
                key={item.id}
                href={`/redaktion/${item.id}`}
                title={item.title}
                kicker={`${all.kinds[item.kind]} · ${stateOf(item, now, locale)} · ${item.owner_name}`}
              >
                <p>{item.summary}</p>
              </Entry>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

export interface EditView {
  /** None: a new one. */
  item: ItemRow | undefined;
  form: FormState;
  fault: string | undefined;
  owners: Owner[];
  bodies: { id: string; name: string }[];
  topics: Topics;
  materials: readonly Material[];
  mayPublish: boolean;
  now: Date;
}

/** Free pairs of title and link below what is chosen from the list. */
const LINK_ROWS = 3;

function MaterialFields({ view }: { view: EditView }) {
  const { form, materials } = view;
  const t = newsTexts(form.locale).desk;
  const titles = form.input['materialTitle'] ?? [];
  const links = form.input['materialLink'] ?? [];
  const error = form.errors['materialLink'];
  return (
    <>
      <CheckGroup
        form={form}
        name="material"
        label={t.material}
        groups={[{ label: t.materialOurs, options: materials.map((each) => ({ value: each.href, label: each.title })) }]}
      />
      <fieldset class="kern-fieldset" id="materialLink">
        <legend class="kern-label">{t.materialOthers}</legend>
        {error && <p class="kern-error">{error}</p>}
        {Array.from({ length: Math.max(LINK_ROWS, links.length + 1) }, (_, index) => (
          <div class="three-fields" key={index}>
            <label class="kern-label">
              {t.materialTitle}
              <input class="kern-form-input__input" name="materialTitle" value={titles[index] ?? ''} maxLength={160} />
            </label>
            <label class="kern-label">
              {t.materialLink}
              <input class="kern-form-input__input" name="materialLink" value={links[index] ?? ''} maxLength={300} />
            </label>
          </div>
        ))}
      </fieldset>
    </>
  );
}

function Steps({ view, item }: { view: EditView; item: ItemRow }) {
  const { form, mayPublish } = view;
  const t = newsTexts(form.locale).desk;
  const base = `/redaktion/${item.id}`;
  return (
    <section>
      <h2>{t.steps}</h2>
      {!mayPublish && stateAfter(item.state, 'submit') && (
        <form method="post" action={`${base}/abgeben`}>
          <Button>{t.submit}</Button>
        </form>
      )}
      {mayPublish && stateAfter(item.state, 'plan') && (
        <form method="post" action={`${base}/veroeffentlichen`} class="form">
          <div class="three-fields">
            <TextField form={form} name="publishDay" label={t.publishDay} hint={t.publishHint} type="date" optional />
            <TextField form={form} name="publishTime" label={t.publishTime} hint={t.timeHint} maxLength={5} optional />
          </div>
          <Button>{t.plan}</Button>
        </form>
      )}
      {mayPublish && stateAfter(item.state, 'return') && (
        <form method="post" action={`${base}/zurueckgeben`} class="form">
          <TextField form={form} name="word" label={t.word} maxLength={500} optional />
          <Button kind="secondary">{t.return}</Button>
        </form>
      )}
      <p class="actions">
        {item.state !== 'withdrawn' && (
          <LinkButton href={`/neuigkeiten/${item.slug}`} kind="tertiary">
            {t.see}
          </LinkButton>
        )}
      </p>
      {stateAfter(item.state, 'withdraw') && (
        <form method="post" action={`${base}/zuruecknehmen`}>
          <Button kind="tertiary">{t.withdraw}</Button>
        </form>
      )}
      {stateAfter(item.state, 'reopen') && (
        <form method="post" action={`${base}/wieder`}>
          <Button kind="secondary">{t.reopen}</Button>
        </form>
      )}
    </section>
  );
}

function Fields({ view }: { view: EditView }) {
  const { form, owners, bodies, topics, item } = view;
  const { locale } = form;
  const all = newsTexts(locale);
  const t = all.desk;
  return (
    <>
      <RadioGroup
        form={form}
        name="kind"
        label={t.kind}
        options={KINDS.map((value) => ({ value, label: all.kinds[value] }))}
        className="scale"
      />
      {!item && owners.length > 1 && (
        <Select
          form={form}
          name="owner"
          label={t.owner}
          options={owners.map(({ scope, id, name }) => ({ value: `${scope ?? ''}:${id ?? ''}`, label: name }))}
        />
      )}
      <TextField form={form} name="title" label={t.itemTitle} maxLength={160} />
      <TextArea form={form} name="summary" label={t.summary} hint={t.summaryHint} rows={3} maxLength={400} />
      <TextArea form={form} name="body" label={t.body} hint={t.bodyHint} rows={10} maxLength={20_000} optional />
      <div class="three-fields">
        <TextField form={form} name="day" label={t.startsDay} type="date" optional />
        <TextField form={form} name="from" label={t.startsTime} hint={t.timeHint} maxLength={5} optional />
        <TextField form={form} name="to" label={t.endsTime} hint={t.timeHint} maxLength={5} optional />
      </div>
      <TextField form={form} name="place" label={t.place} maxLength={160} optional />
      <TextField form={form} name="deadline" label={t.deadline} type="date" width="short" optional />
      <TextArea form={form} name="how" label={t.how} rows={3} maxLength={2000} optional />
      <TextField form={form} name="register" label={t.register} hint={t.registerHint} maxLength={300} optional />
      <MaterialFields view={view} />
      <RadioGroup
        form={form}
        name="audience"
        label={t.audience}
        options={AUDIENCES.map((value) => ({ value, label: all.audiences[value] }))}
      />
      {bodies.length > 0 && (
        <Select
          form={form}
          name="bodyId"
          label={t.bodyOf}
          blank={t.noBody}
          options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      )}
      <CheckGroup
        form={form}
        name="topics"
        label={t.topics}
        groups={topics.fields.map((field) => ({
          label: inLocale(field, locale),
          options: field.topics.map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
        }))}
      />
      <TextField form={form} name="shownUntil" label={t.shownUntil} hint={t.shownUntilHint} type="date" width="short" optional />
      <Button>{t.save}</Button>
    </>
  );
}

/** /redaktion/neu, /redaktion/:item */
export function editPage(c: Ctx, view: EditView): Response {
  const { item, form, fault, now } = view;
  const { locale } = form;
  const all = newsTexts(locale);
  const t = all.desk;
  const title = item?.title ?? t.new;
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: all.flash,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/redaktion', label: t.title }],
    children: (
      <>
        <h1>{title}</h1>
        {item && <p class="muted">{`${all.kinds[item.kind]} · ${stateOf(item, now, locale)} · ${item.owner_name}`}</p>}
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        {item?.word && (
          <Alert kind="warning" title={t.return}>
            <p class="prewrap">{item.word}</p>
          </Alert>
        )}
        {item && <Steps view={view} item={item} />}
        {item?.state !== 'withdrawn' && (
          <form method="post" action={item ? `/redaktion/${item.id}` : '/redaktion/neu'} class="form">
            {item && <input type="hidden" name="version" value={String(item.version)} />}
            <Fields view={view} />
          </form>
        )}
      </>
    ),
  });
}
