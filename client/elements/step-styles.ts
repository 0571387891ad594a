import { css } from 'lit'

/** How the parts of a step's card look. */
export const stepLayout = css`
  :host {
    display: block;
    min-width: 0;
  }
  .group {
    display: grid;
    gap: 8px;
    padding-top: 12px;
    margin-top: 12px;
    border-top: 1px solid var(--line);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px;
  }
  .row > select,
  .row > .field {
    flex: 1 1 140px;
    min-width: 0;
  }
  .row > number-field,
  .row > time-field {
    flex: none;
  }
  .plain {
    border-color: transparent;
    background: none;
    padding: 0;
    flex: none;
  }
  .text {
    width: 100%;
    min-width: 0;
  }
  .line {
    display: flex;
    gap: 4px;
    margin-bottom: 8px;
  }
  li + li {
    margin-top: 12px;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 650;
  }
`
