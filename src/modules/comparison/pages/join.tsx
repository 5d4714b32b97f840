import { Alert, Button, EmptyState, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { CompanyRow } from '#modules/companies/index.ts';
import type { JoinFault } from '../service.ts';
import { comparisonTexts } from '../texts.ts';

export interface Sheet {
  assessment: string;
  check: string;
  title: string;
  state: 'open' | 'joined' | 'used' | 'incomplete';
}

/** /betrieb/:company/vergleich: which of its sheets a company puts in. */
export function joinPage(c: Ctx, company: CompanyRow, sheets: readonly Sheet[], fault?: JoinFault): Response {
  const locale = c.get('locale');
  const t = comparisonTexts(locale);
  return renderPage(c, {
    title: t.join,
    isPrivate: true,
    status: fault ? 422 : 200,
    flashes: t.flash,
    crumbs: [{ href: `/betrieb/${company.id}`, label: company.name }],
    children: (
      <>
        <h1>{t.join}</h1>
        <p class="lead">{t.joinLead}</p>
        {fault && <Alert kind="warning" title={t.faults[fault]} />}
        {company.proof_state !== 'proved' && <Alert kind="info" title={t.faults.notProved} />}
        {sheets.length === 0 && <EmptyState title={t.none} />}
        {sheets.map((sheet) => (
          <div class="row" key={sheet.assessment}>
            <p class="row__text">
              {sheet.title}
              <br />
              <span class="muted small">{t.states[sheet.state]}</span>
            </p>
            <a href={`/checks/${sheet.check}/vergleich`}>{t.see}</a>
            {(sheet.state === 'open' || sheet.state === 'joined') && company.proof_state === 'proved' && (
              <form method="post">
                <input type="hidden" name="bogen" value={sheet.assessment} />
                <Button kind="secondary" name="tun" value={sheet.state === 'open' ? 'dabei' : 'zurueck'}>
                  {sheet.state === 'open' ? t.joinButton : t.leaveButton}
                </Button>
              </form>
            )}
          </div>
        ))}
      </>
    ),
  });
}
