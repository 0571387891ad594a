import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { startDemo } from '../api.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** What an empty house offers: the demonstration, or a board of one's own. */
@customElement('first-run')
export class FirstRun extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      h2 {
        margin-bottom: 8px;
      }
      h3 {
        font-size: 1.0625rem;
        margin-bottom: 6px;
      }
      .intro {
        max-width: 64ch;
        margin-bottom: 16px;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 16px;
      }
      .way {
        display: flex;
        flex-direction: column;
        gap: 10px;
      }
      .way > :last-child {
        margin-top: auto;
      }
      ol {
        margin: 0;
        padding-left: 1.4em;
      }
      .problem:empty {
        display: none;
      }
    `,
  ]

  /** Whether there is nothing at all here yet, so that the demonstration may be looked at. */
  @property({ type: Boolean }) bare = false
  @state() private busy = false
  @state() private problem = ''

  protected override render() {
    return html`
      <h2>No vessels yet</h2>
      <p class="intro">
        A vessel is what is held at a temperature: a fermenter, a kettle, a mash tun. As soon as there is one, it appears
        here with its temperature, its set point and what it is doing.
      </p>
      <div class="ways">
        ${this.bare ? this.demonstration() : nothing}
        <section class="card way" aria-labelledby="own">
          <h3 id="own">Your own brewery</h3>
          <ol>
            <li>Connect a board: an Arduino on a USB cable.</li>
            <li>Tap a pin and choose what hangs on it.</li>
            <li>Give it a name: it measures from then on.</li>
          </ol>
          <p>Then put a vessel together from what is there.</p>
          <a class="link ${this.bare ? '' : 'loud'}" href="#/io">Connect a board</a>
        </section>
      </div>
    `
  }

  private demonstration() {
    return html`<section class="card way" aria-labelledby="demo">
      <h3 id="demo">Look at the demonstration</h3>
      <p>A fermenter and a kettle on a simulated board that obey physics: everything works, and nothing can boil over.</p>
      <p class="problem" role="alert">${this.problem ? html`${icon('warning')}<span>${this.problem}</span>` : nothing}</p>
      <button class="loud" ?disabled=${this.busy} @click=${this.start}>${this.busy ? 'Setting it up…' : 'Look at the demonstration'}</button>
    </section>`
  }

  private async start() {
    this.busy = true
    this.problem = ''
    try {
      await startDemo()
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }
}
