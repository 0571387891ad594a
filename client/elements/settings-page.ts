import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Settings } from '../../data/model/setting.ts'
import { type About, getAbout, getSettings, putSettings, type Refusal } from '../api.ts'
import { change } from '../change.ts'
import { clockTime, number } from '../format.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { locales } from '../settings.ts'
import './about-card.ts'
import './backup-card.ts'
import './choice-row.ts'
import './demo-card.ts'
import { form } from './form-styles.ts'
import './logo-field.ts'
import { settingsLayout } from './settings-page-styles.ts'
import { card, shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

type Field = Exclude<keyof Settings, 'version'>
type Numeric = 'rawRetention' | 'rollupRetention' | 'powerBudget' | 'backupEvery' | 'backupsKept'

const door = { read: getSettings, write: putSettings }

const names: Record<Field, string> = {
  breweryName: 'Name',
  unit: 'Temperatures',
  locale: 'Dates and numbers',
  theme: 'Appearance',
  logo: 'Logo',
  powerBudget: 'Power budget',
  rawRetention: 'Every reading',
  rollupRetention: 'Minimum, maximum and mean',
  backupEvery: 'A backup every',
  backupsKept: 'Keep the newest',
}

/** What may be typed; where it may be left empty, what that means. */
const limits: Record<Numeric, { least: number; most: number; empty?: string }> = {
  powerBudget: { least: 0, most: 100_000, empty: 'no limit' },
  rawRetention: { least: 1, most: 36_500 },
  rollupRetention: { least: 1, most: 36_500 },
  backupEvery: { least: 1, most: 8_760, empty: 'never' },
  backupsKept: { least: 1, most: 1_000 },
}

const units = [
  { value: 'celsius', text: '°C' },
  { value: 'fahrenheit', text: '°F' },
]
const themes = [
  { value: 'system', text: 'Automatic' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
]

const elsewhere = html`<section class="card" aria-labelledby="backup">
  <h2 id="backup">Backup</h2>
  <p>This brewery keeps its data in PostgreSQL. Back it up there, for example with <code>pg_dump</code>.</p>
</section>`

/** What holds for the whole brewery. A change holds at once, for everybody, and can be undone. */
@customElement('settings-page')
export class SettingsPage extends LitElement {
  static override styles = [shared, card, form, settingsLayout]

  @property({ attribute: false }) house!: House
  @state() private database: About['database'] | undefined
  @state() private problems: Partial<Record<Field, string>> = {}

  override connectedCallback(): void {
    super.connectedCallback()
    getAbout().then(
      ({ database }) => {
        this.database = database
      },
      // The card about the program says it.
      () => {},
    )
  }

  protected override render() {
    const { settings } = this.house.brewery
    return html`<h1>Settings</h1>
      <div class="columns">
        <div class="column">
          <demo-card .connection=${this.house.connection}></demo-card>
          <section class="card" aria-labelledby="brewery">
            <h2 id="brewery">Brewery</h2>
            <div class="field">
              <label for="breweryName">Name</label>
              <input
                id="breweryName"
                maxlength="60"
                autocomplete="off"
                aria-describedby="breweryName-problem"
                aria-invalid=${this.problems.breweryName !== undefined}
                .value=${settings.breweryName}
                @change=${(event: Event) => this.set({ breweryName: textOf(event) })}
              />
              ${this.problem('breweryName')}
            </div>
            <logo-field .at=${settings.logo} @remove=${() => this.set({ logo: null })}></logo-field>
          </section>
          ${this.display(settings)}
        </div>
        <div class="column">
          <section class="card" aria-labelledby="power">
            <h2 id="power">Power</h2>
            ${this.measure('powerBudget', settings, 'W', 'Most that all heaters, coolers and pumps together may draw. Empty: no limit.')}
          </section>
          <section class="card" aria-labelledby="keep">
            <h2 id="keep">How long readings are kept</h2>
            ${this.measure('rawRetention', settings, 'days', 'Each sensor writes about 2 MB a day.')}
            ${this.measure('rollupRetention', settings, 'days', 'Of every minute, quarter of an hour and day: what charts show of earlier times.')}
            <p class="hint">What is older is deleted within an hour and cannot be brought back. A backup keeps it.</p>
          </section>
        </div>
        <div class="column">
          ${this.database === 'PostgreSQL' ? elsewhere : this.backups(settings)}
          <about-card .now=${this.house.connection.now()}></about-card>
        </div>
      </div>`
  }

  private backups(settings: Settings) {
    return html`<backup-card .connection=${this.house.connection}></backup-card>
      <section class="card" aria-labelledby="backups">
        <h2 id="backups">Backups by themselves</h2>
        ${this.measure('backupEvery', settings, 'hours', 'Kept beside the database, each about as large. Empty: never.')}
        ${this.measure('backupsKept', settings, 'backups', 'Older ones that were made by themselves are deleted.')}
        <p class="hint">Against a broken card or disk, download one now and then.</p>
      </section>`
  }

  private display(settings: Settings) {
    const { locale, theme, unit } = settings
    const now = this.house.connection.now()
    const choices = locale === null || locales.includes(locale) ? locales : [locale, ...locales]
    return html`<section class="card" aria-labelledby="display">
      <h2 id="display">Display</h2>
      <div class="field">
        <span class="label">${names.unit}</span>
        <choice-row
          label=${names.unit}
          .choices=${units}
          .value=${unit}
          @chosen=${(event: CustomEvent<Settings['unit']>) => this.set({ unit: event.detail })}
        ></choice-row>
        ${this.problem('unit')}
      </div>
      <div class="field">
        <span class="label">${names.theme}</span>
        <choice-row
          label=${names.theme}
          .choices=${themes}
          .value=${theme}
          @chosen=${(event: CustomEvent<Settings['theme']>) => this.set({ theme: event.detail })}
        ></choice-row>
        ${this.problem('theme')}
      </div>
      <div class="field">
        <label for="locale">${names.locale}</label>
        <select id="locale" aria-describedby="sample locale-problem" @change=${(event: Event) => this.set({ locale: textOf(event) || null })}>
          <option value="" .selected=${locale === null}>As each browser writes them</option>
          ${choices.map(tag => html`<option value=${tag} .selected=${tag === locale}>${languageName(tag)}</option>`)}
        </select>
        <p class="hint number" id="sample">Like this: ${clockTime(now - 8 * 86_400_000, now)}, ${number(18.5, 1)}</p>
        ${this.problem('locale')}
      </div>
    </section>`
  }

  private measure(field: Numeric, settings: Settings, unit: string, hint: string) {
    return html`<div class="field">
      <label for=${field}>${names[field]}</label>
      <span class="measure">
        <input
          id=${field}
          inputmode="decimal"
          autocomplete="off"
          placeholder=${limits[field].empty ?? nothing}
          aria-describedby="${field}-hint ${field}-problem"
          aria-invalid=${this.problems[field] !== undefined}
          .value=${String(settings[field] ?? '')}
          @change=${(event: Event) => this.typed(field, textOf(event))}
        />${unit}
      </span>
      <p class="hint" id="${field}-hint">${hint}</p>
      ${this.problem(field)}
    </div>`
  }

  private problem(field: Field) {
    const text = this.problems[field]
    return html`<p class="problem" role="alert" id="${field}-problem">
      ${text === undefined ? nothing : html`${icon('warning')}<span>${text}</span>`}
    </p>`
  }

  private typed(field: Numeric, text: string) {
    const { least, most, empty } = limits[field]
    if (text === '' && empty) return this.set({ [field]: null })
    const value = Number(text.replace(',', '.'))
    if (text !== '' && value >= least && value <= most) return this.set({ [field]: value })
    this.problems = { ...this.problems, [field]: `Expected a number from ${least} to ${most}.` }
    return undefined
  }

  private async set(fields: Partial<Settings>) {
    const field = Object.keys(fields)[0] as Field
    const before = this.house.brewery.settings
    this.problems = { ...this.problems, [field]: undefined }
    try {
      const after = await change(door, before, fields)
      const undo = () => change(door, after, { [field]: before[field] })
      offerUndo(this, { text: `${names[field]} changed`, undo })
    } catch (error) {
      this.problems = { ...this.problems, [field]: (error as Refusal).message }
      this.requestUpdate()
    }
  }
}

const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value.trim()

const languages = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' })
const languageName = (tag: string) => `${languages.of(tag) ?? tag}`
