import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Call, Experiment } from '../debugger/experiment.ts'
import type { Group } from '../debugger/experiments.ts'
import { icon } from '../icons.ts'
import './call-list.ts'
import { tester } from './debugger-styles.ts'
import { card, shared } from './shared-styles.ts'

/** How an experiment stands. */
export interface Progress {
  running: boolean
  calls: Call[]
}

/** A group of test simulations; dispatches `run` and `stop` with the experiment. */
@customElement('experiment-list')
export class ExperimentList extends LitElement {
  static override styles = [
    shared,
    card,
    tester,
    css`
      li {
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      li:first-child {
        border-top: 0;
        padding-top: 0;
      }
      li:last-child {
        padding-bottom: 0;
      }
      .row {
        display: flex;
        gap: 8px;
      }
      .row button:first-child {
        flex: 1;
        text-align: left;
      }
      .note {
        margin-top: 4px;
      }
    `,
  ]

  @property({ attribute: false }) group!: Group
  @property({ attribute: false }) progress = new Map<string, Progress>()

  protected override render() {
    const { title, experiments } = this.group
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${title}</h2>
      <ul>
        ${experiments.map(experiment => this.item(experiment))}
      </ul>
    </section>`
  }

  private item(experiment: Experiment) {
    const { id, label, sends } = experiment
    const { running = false, calls = [] } = this.progress.get(id) ?? {}
    return html`<li id=${id}>
      <div class="row">
        <button ?disabled=${running} aria-describedby="${id}-sends" @click=${() => this.tell('run', experiment)}>
          ${icon(running ? 'clock' : 'play')} ${label}
        </button>
        ${running ? html`<button aria-label="Stop: ${label}" @click=${() => this.tell('stop', experiment)}>${icon('close')}</button>` : ''}
      </div>
      <p class="note quiet" id="${id}-sends">${sends}</p>
      <call-list .calls=${calls}></call-list>
    </li>`
  }

  private tell(event: string, detail: Experiment) {
    this.dispatchEvent(new CustomEvent(event, { detail }))
  }
}
