import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'

const smallest = 22
const largest = 120

/** Text in the largest type in which it fits its box, in pixels between 22 and 120; a word is torn apart only where it would be cut off. */
@customElement('fit-text')
export class FitText extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
      min-height: 0;
    }
    span {
      display: block;
      line-height: 1.15;
      font-weight: 700;
      text-wrap: balance;
    }
  `

  @property() text = ''
  private observer = new ResizeObserver(() => this.fit())

  override connectedCallback(): void {
    super.connectedCallback()
    this.observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
  }

  protected override render() {
    return html`<span>${this.text}</span>`
  }

  protected override updated(): void {
    this.fit()
  }

  private fit() {
    const span = this.renderRoot.querySelector('span')
    if (!span || this.clientWidth === 0) return
    span.style.overflowWrap = 'normal'
    let [fits, not] = [smallest, largest + 1]
    while (not - fits > 1) {
      const size = Math.floor((fits + not) / 2)
      span.style.fontSize = `${size}px`
      if (span.scrollWidth <= this.clientWidth && span.offsetHeight <= this.clientHeight) fits = size
      else not = size
    }
    span.style.fontSize = `${fits}px`
    if (span.scrollWidth > this.clientWidth) span.style.overflowWrap = 'anywhere'
  }
}
