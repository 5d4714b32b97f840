import { Button, Chip, EmptyState, type FormState, Paged, renderPage, Select, Tag, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { type Page, PAGE_PARAMETER } from '#platform/lists.ts';
import type { Agreement } from '../store/agreements.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { bodyName } from './frame.tsx';

export interface RegisterParts {
  decisions: Page<Pick<Agreement, 'id' | 'text' | 'body_id' | 'agreed_on' | 'topic' | 'replaced_by'> & { replacedBy: string | undefined }>;
  bodies: BodyRow[];
  form: FormState;
}

/** /beschluesse: the register, searchable by words, body, topic, year; what is in force and what replaced it. */
export function registerPage(c: Ctx, { decisions, bodies, form }: RegisterParts): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const query = new URL(c.req.url).searchParams;
  const without = (name: string) => {
    const rest = new URLSearchParams(query);
    rest.delete(name);
    rest.delete(PAGE_PARAMETER);
    return `/beschluesse?${rest}`;
  };
  const shown = new Set<string | null>(decisions.rows.map(({ id }) => id));
  const chips = (['text', 'gremium', 'jahr', 'thema'] as const).filter((name) => query.get(name));
  return renderPage(c, {
    title: t.register,
    description: t.registerLead,
    crumbs: [{ href: '/gremien', label: t.title }],
    children: (
      <>
        <h1>{t.register}</h1>
        <p class="lead">{t.registerLead}</p>
        <form method="get" action="/beschluesse" class="form">
          <TextField form={form} name="text" label={t.search} maxLength={100} optional />
          <div class="form-row">
            <Select
              form={form}
              name="gremium"
              label={t.body}
              blank={t.all}
              options={bodies.map((body) => ({ value: body.slug, label: body.name }))}
            />
            <TextField form={form} name="jahr" label={t.year} width="short" inputMode="numeric" maxLength={4} optional />
            <TextField form={form} name="thema" label={t.topic} width="short" maxLength={100} optional />
          </div>
          <label class="keep" for="gilt">
            <input type="checkbox" id="gilt" name="gilt" value="ja" checked={query.has('gilt')} /> {t.inForceOnly}
          </label>
          <Button>{t.show}</Button>
        </form>
        <p>
          {chips.map((name) => (
            <Chip
              key={name}
              label={name === 'gremium' ? (bodies.find((body) => body.slug === query.get(name))?.name ?? '') : (query.get(name) ?? '')}
              removeHref={without(name)}
              locale={locale}
            />
          ))}
        </p>
        <p>{t.registerCount(decisions.total)}</p>
        {decisions.total === 0 && (
          <EmptyState title={t.registerCount(0)}>
            <p>{t.registerEmpty}</p>
          </EmptyState>
        )}
        <Paged list={decisions} c={c}>
          <ul class="plain-list">
            {decisions.rows.map((decision) => (
              <li class="entry" key={decision.id} id={`b-${decision.id}`}>
                <p class="entry__kicker">
                  {bodyName(bodies, decision.body_id)}, {t.from} {formatDay(decision.agreed_on, locale)}
                </p>
                <p>{decision.text}</p>
                <p>
                  <Tag>{decision.replaced_by ? t.replaced : t.inForce}</Tag> {decision.topic && <Tag>{decision.topic}</Tag>}{' '}
                  {decision.replacedBy !== undefined &&
                    (shown.has(decision.replaced_by) ? (
                      <a href={`#b-${decision.replaced_by}`}>
                        {t.replacedBy}: {decision.replacedBy}
                      </a>
                    ) : (
                      `${t.replacedBy}: ${decision.replacedBy}`
                    ))}
                </p>
              </li>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}
