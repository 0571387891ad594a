import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { getLogo, getSettings, Refusal, request } from '../api.ts'
import { type Bench, type Call, createBench, type Experiment } from '../debugger/experiment.ts'
import { groups } from '../debugger/experiments.ts'
import { erase, loadTraces, saveTraces, type Trace, traceWords, withTrace } from '../debugger/traces.ts'
import type { House } from '../pages.ts'
import './call-list.ts'
import './channel-monitor.ts'
import { tester } from './debugger-styles.ts'
import './experiment-list.ts'
import type { Progress } from './experiment-list.ts'
import './fault-panel.ts'
import './publish-box.ts'
import { card, shared } from './shared-styles.ts'

/** For testers: simulations and faults on the left, what all channels carry on the right. */
@customElement('debugger-page')
export class DebuggerPage extends LitElement {
  static override styles = [
    shared,
    card,
    tester,
    css`
      :host {
        overflow-wrap: normal;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        margin-bottom: 12px;
      }
      .top a {
        line-height: 44px;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 400px) minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      .column {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      @media (min-width: 860px) and (min-height: 1000px) {
        .right {
          position: sticky;
          top: calc(var(--bar) + 16px);
        }
      }
      .clean {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
      }
      .clean button {
        flex: none;
      }
      @media (max-width: 859px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .columns,
        .column {
          gap: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @state() private progress = new Map<string, Progress>()
  @state() private traces: Trace[] = loadTraces(sessionStorage)
  @state() private cleaned: Call[] = []
  @state() private cleaning = false
  private stops = new Map<string, AbortController>()

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const stop of this.stops.values()) stop.abort()
  }

  protected override render() {
    const { brewery, connection, link } = this.house
    const bench = (note: (call: Call) => void) => this.bench(note)
    return html`
      <div class="top">
        <h1>Debugger</h1>
        <a href="#/api">API reference</a>
      </div>
      <div class="columns">
        <div class="column">
          <section class="card" aria-labelledby="clean">
            <h2 id="clean" class="hidden">Clean up</h2>
            <div class="clean">
              <p class="note">
                ${this.traces.length === 0 ? 'Nothing is left behind.' : html`Left behind: ${traceWords(this.traces)}.`}
              </p>
              <button ?disabled=${this.traces.length === 0 || this.cleaning} @click=${this.cleanUp}>Clean up</button>
            </div>
            <call-list .calls=${this.cleaned}></call-list>
          </section>
          ${groups.map(
            group => html`<experiment-list
              .group=${group}
              .progress=${this.progress}
              @run=${(event: CustomEvent<Experiment>) => this.run(event.detail)}
              @stop=${(event: CustomEvent<Experiment>) => this.stops.get(event.detail.id)?.abort()}
            ></experiment-list>`,
          )}
          <fault-panel .connection=${connection} .unit=${brewery.settings.unit} .bench=${bench}></fault-panel>
        </div>
        <div class="column right">
          <channel-monitor .connection=${connection} .link=${link}></channel-monitor>
          <publish-box .bench=${bench}></publish-box>
        </div>
      </div>
    `
  }

  private bench(note: (call: Call) => void, signal: AbortSignal = new AbortController().signal): Bench {
    return createBench({
      request,
      settings: getSettings,
      logo: getLogo,
      now: () => this.house.connection.now(),
      signal,
      note,
      remember: trace => this.keep(withTrace(this.traces, trace)),
    })
  }

  private keep(traces: Trace[]) {
    this.traces = traces
    saveTraces(sessionStorage, traces)
  }

  private async run({ id, run }: Experiment) {
    const stop = new AbortController()
    this.stops.set(id, stop)
    const calls: Call[] = []
    const show = (running: boolean) => {
      this.progress = new Map(this.progress).set(id, { running, calls: [...calls] })
    }
    show(true)
    const bench = this.bench(call => {
      calls.push(call)
      show(true)
    }, stop.signal)
    try {
      await run(bench)
    } catch (error) {
      // What the brewery refused is noted with the calls.
      if (!stop.signal.aborted && !(error instanceof Refusal)) throw error
    } finally {
      show(false)
      this.stops.delete(id)
    }
  }

  /** Takes back what was done, the latest first; what fails stays remembered. */
  private async cleanUp() {
    for (const stop of this.stops.values()) stop.abort()
    this.cleaning = true
    this.cleaned = []
    const bench = this.bench(call => {
      this.cleaned = [...this.cleaned, call]
    })
    for (const trace of this.traces.toReversed()) {
      if (await erase(trace, bench)) this.keep(this.traces.filter(other => other !== trace))
    }
    this.cleaning = false
  }
}
