import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import { fromCelsius, sign, toCelsius, type Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { addPoint, type Draft, type Point, removePoint } from '../profiles/draft.ts'
import { form } from './form-styles.ts'
import { pointRows } from './point-styles.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'

/** The points of a profile to type in; dispatches `draft`. */
@customElement('profile-points')
export class ProfilePoints extends LitElement {
  static override styles = [
    shared,
    form,
    pointRows,
    css`
      .second {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .second select,
      .hold {
        flex: 1;
        min-width: 0;
      }
      .degree {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--quiet);
      }
      .degree input {
        width: 76px;
        text-align: right;
        color: var(--ink);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .icons {
        display: flex;
      }
      .plain {
        border-color: transparent;
        background: none;
        padding: 0;
      }
      .problem {
        grid-column: 1 / -1;
      }
      .add {
        width: 100%;
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) draft!: Draft
  @property({ attribute: false }) unit: Unit = 'celsius'
  @property({ attribute: false }) issues: Issue[] = []

  protected override render() {
    const { points } = this.draft
    return html`<ol role="list" style="margin:0;padding:0;list-style:none" aria-label="Points">
        ${points.map((point, index) => this.row(point, index))}
      </ol>
      <button class="add" @click=${() => this.tell(addPoint(this.draft, points.length - 1))}>
        ${icon('plus')} Add a point
      </button>`
  }

  private row({ at, temperature, approach }: Point, index: number) {
    const name = `Point ${index + 1}`
    const early = index > 0 && at <= this.draft.points[index - 1]!.at
    const issue = early
      ? 'This has to be later than the point above.'
      : this.issues.find(({ pointer }) => pointer.startsWith(`/points/${index}/`))?.message
    return html`<li>
      <time-field
        label="${name}, time"
        .by=${this.draft.by}
        .value=${at}
        ?invalid=${early}
        @value=${(event: CustomEvent<number>) => this.change(index, { at: event.detail })}
      ></time-field>
      <button
        class="plain"
        aria-label="Remove point ${index + 1}"
        ?disabled=${this.draft.points.length === 1}
        @click=${() => this.tell(removePoint(this.draft, index))}
      >
        ${icon('trash')}
      </button>
      <div class="second">
        ${
          index === 0
            ? html`<span class="quiet hold">hold from the start</span>`
            : html`<select
                aria-label="${name}, how it gets there"
                .value=${approach}
                @change=${(event: Event) => this.change(index, { approach: (event.target as HTMLSelectElement).value as Point['approach'] })}
              >
                <option value="step" .selected=${approach === 'step'}>step to</option>
                <option value="ramp" .selected=${approach === 'ramp'}>ramp to</option>
              </select>`
        }
        <label class="degree">
          <input
            inputmode="decimal"
            autocomplete="off"
            aria-label="${name}, temperature"
            .value=${String(Math.round(fromCelsius(temperature, this.unit) * 10) / 10)}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            @change=${(event: Event) => this.typed(event.target as HTMLInputElement, index)}
          />${sign(this.unit)}
        </label>
        <button class="plain" aria-label="Add a point after point ${index + 1}" @click=${() => this.tell(addPoint(this.draft, index))}>
          ${icon('plus')}
        </button>
      </div>
      ${issue ? html`<p class="problem" role="alert">${icon('warning')}<span>${issue}</span></p>` : nothing}
    </li>`
  }

  private typed(input: HTMLInputElement, index: number) {
    const value = Number(input.value.trim().replace(',', '.').replace('−', '-') || Number.NaN)
    const celsius = toCelsius(value, this.unit)
    if (celsius >= -60 && celsius <= 200) this.change(index, { temperature: celsius })
    else input.value = String(Math.round(fromCelsius(this.draft.points[index]!.temperature, this.unit) * 10) / 10)
  }

  private change(index: number, change: Partial<Point>) {
    const { points } = this.draft
    this.tell({ ...this.draft, points: points.with(index, { ...points[index]!, ...change }) })
  }

  private tell(draft: Draft) {
    this.dispatchEvent(new CustomEvent('draft', { detail: draft }))
  }
}
