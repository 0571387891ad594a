import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'
import { acknowledgeAll } from '../alarm-api.ts'
import { alarmName, type Places, stateWords } from '../alarm-words.ts'
import { type AlarmGroup, grouped, waiting } from '../alarms.ts'
import { Heeding } from '../heeding.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { foldRules, getRuleBook, ruleChannels } from '../rule-book.ts'
import { Subscription } from '../subscription.ts'
import { Ticking } from '../ticking.ts'
import './alarm-device.ts'
import './alarm-item.ts'
import './alarm-journal.ts'
import './alarm-rules.ts'
import { card, shared } from './shared-styles.ts'

/** What is wrong at the moment, what to do about it, what happened, and what is watched. */
@customElement('alarms-page')
export class AlarmsPage extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        min-height: 44px;
        margin-bottom: 12px;
      }
      h2 {
        margin: 16px 0 8px;
      }
      .none {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--quiet);
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
        gap: 20px;
        align-items: start;
      }
      .side {
        display: grid;
        gap: 12px;
      }
      alarm-item {
        margin-bottom: 12px;
      }
      alarm-item,
      alarm-journal,
      alarm-rules,
      alarm-device {
        display: block;
        min-width: 0;
      }
      .now {
        min-height: 96px;
        margin-bottom: 20px;
      }
      .problem .icon {
        color: var(--alarm);
      }
      @media (max-width: 959px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
          gap: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @state() private failed = ''
  private book = new Subscription(this, {
    connection: () => this.house.connection,
    channels: ruleChannels,
    snapshot: getRuleBook,
    fold: foldRules,
  })

  constructor() {
    super()
    new Ticking(this)
    new Heeding(this, () => this.house.signals)
  }

  protected override render() {
    const { brewery, connection, signals } = this.house
    const { rules, boards } = this.book.state ?? { rules: [], boards: [] }
    const places = { vessels: brewery.vessels, sensors: brewery.sensors, boards }
    const now = connection.now()
    const groups = grouped(brewery.alarms)
    return html`
      <div class="top">
        <h1>Alarms</h1>
        ${
          waiting(brewery.alarms).length > 1
            ? html`<button @click=${this.acknowledgeAll}>${icon('check')} Acknowledge all</button>`
            : nothing
        }
      </div>
      <p class="problem" role="alert" ?hidden=${this.failed === ''}>${icon('warning')} ${this.failed}</p>
      <div class="columns">
        <div>
          <div class="now">
            ${
              groups.length === 0
                ? html`<p class="card none">${icon('check')}No alarms. All that is watched is as it should be.</p>`
                : this.list(groups, rules, places, now)
            }
          </div>
          <alarm-journal .alarms=${brewery.alarms} .rules=${rules} .places=${places} .now=${now}></alarm-journal>
        </div>
        <div class="side">
          <alarm-rules
            .rules=${rules}
            .places=${places}
            .sensors=${brewery.sensors}
            .unit=${brewery.settings.unit}
          ></alarm-rules>
          <alarm-device .signals=${signals}></alarm-device>
        </div>
      </div>
    `
  }

  /** One list with headings in it: an alarm that changes its state keeps its element, and what is open in it. */
  private list(groups: AlarmGroup[], rules: AlarmRule[], places: Places, now: number) {
    const rows = groups.flatMap(({ state, alarms }) => [
      { key: `group ${state}`, state, count: alarms.length },
      ...alarms.map(alarm => ({ key: alarm.id, alarm })),
    ])
    return repeat(
      rows,
      ({ key }) => key,
      row =>
        'alarm' in row
          ? html`<alarm-item
              .alarm=${row.alarm}
              .name=${alarmName(row.alarm, rules, places)}
              .places=${places}
              .now=${now}
              .by=${this.house.signals.name}
            ></alarm-item>`
          : html`<h2>${stateWords[row.state].text} <span class="quiet number">${row.count}</span></h2>`,
    )
  }

  private async acknowledgeAll() {
    this.failed = ''
    try {
      await acknowledgeAll(this.house.signals.name)
    } catch (error) {
      this.failed = `Not all are acknowledged. ${(error as Error).message}`
    }
  }
}
