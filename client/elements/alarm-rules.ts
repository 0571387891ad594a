import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import { createRule, deleteRule } from '../alarm-api.ts'
import { conditionWords, type Places, placeOf, priorityWords } from '../alarm-words.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import './rule-form.ts'
import { card, shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'
import { offerUndo } from './undo-toast.ts'

/** The alarm rules, and the sheet in which one is written. */
@customElement('alarm-rules')
export class AlarmRules extends LitElement {
  static override styles = [
    shared,
    card,
    sheet,
    css`
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        margin-bottom: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      li > div {
        flex: 1 1 11em;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      .name {
        font-weight: 600;
      }
      .problem .icon {
        color: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) rules: AlarmRule[] = []
  @property({ attribute: false }) places!: Required<Places>
  @property({ attribute: false }) sensors: Sensor[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private edited: AlarmRule | null | undefined
  @state() private failed = ''

  protected override render() {
    const title = this.edited ? 'Change the rule' : 'Add a rule'
    return html`<section class="card" aria-labelledby="rules">
        <div class="top">
          <h2 id="rules">Alarm rules</h2>
          <button @click=${() => (this.edited = null)}>${icon('plus')} Add a rule</button>
        </div>
        <p class="problem" role="alert" ?hidden=${this.failed === ''}>${icon('warning')} ${this.failed}</p>
        ${this.rules.length === 0 ? this.empty() : html`<ul>${this.rules.map(rule => this.rule(rule))}</ul>`}
      </section>
      <wa-dialog
        label=${title}
        without-header
        ?open=${this.edited !== undefined}
        @wa-hide=${(event: Event) => event.target === event.currentTarget && this.close()}
      >
        ${
          this.edited === undefined
            ? nothing
            : html`<div class="head">
                  <h2>${title}</h2>
                  <button aria-label="Close" @click=${this.close}>${icon('close')}</button>
                </div>
                <rule-form
                  .rule=${this.edited}
                  .taken=${this.rules.map(({ id }) => id)}
                  .places=${this.places}
                  .sensors=${this.sensors}
                  .unit=${this.unit}
                  @saved=${this.close}
                ></rule-form>`
        }
      </wa-dialog>`
  }

  private empty() {
    return html`<p class="quiet">
      Lost boards, lost sensors and faults of a vessel are watched without a rule. Add one for what else should not happen:
      a fermenter too warm, a kettle that does not reach its set point.
    </p>`
  }

  private rule(rule: AlarmRule) {
    const { text } = placeOf({ source: `${rule.source.kind} ${rule.source.id}`, vessel: null }, this.places)
    return html`<li>
      <div>
        <p class="name">${rule.name}</p>
        <p class="quiet number">${text}: ${conditionWords(rule, this.unit)} · ${priorityWords[rule.priority]}</p>
      </div>
      <span class="buttons">
        <button aria-label="Edit ${rule.name}" @click=${() => (this.edited = rule)}>Edit</button>
        <button aria-label="Delete ${rule.name}" @click=${() => this.delete(rule)}>Delete</button>
      </span>
    </li>`
  }

  private close() {
    this.edited = undefined
  }

  private async delete({ version: _, ...rule }: AlarmRule) {
    this.failed = ''
    try {
      await deleteRule(rule.id)
      offerUndo(this, { text: `Deleted “${rule.name}”`, undo: () => createRule(rule) })
    } catch (error) {
      this.failed = `“${rule.name}” was not deleted. ${(error as Error).message}`
    }
  }
}
