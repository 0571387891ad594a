import { css } from 'lit'

/** Where things stand on a vessel's page. */
export const vesselLayout = css`
  :host {
    display: block;
    --value-size: 4.75rem;
  }
  h1 {
    overflow-wrap: anywhere;
    margin-right: auto;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(320px, 380px) minmax(0, 1fr);
    gap: 16px;
    align-items: start;
  }
  .left,
  .right {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  #notes {
    margin-bottom: 8px;
  }
  .now {
    display: grid;
    gap: 12px;
    min-height: 226px;
    align-content: start;
  }
  .lost .now {
    opacity: 0.72;
  }
  .values {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: 8px;
  }
  .set {
    font-size: 1.75rem;
    font-weight: 550;
  }
  .set .icon {
    width: 0.8em;
    height: 0.8em;
    color: var(--quiet);
    vertical-align: -0.02em;
    margin-right: 6px;
  }
  .set small {
    font-size: 0.6em;
    color: var(--quiet);
    margin-left: 0.25em;
  }
  /* What one looks at first comes first: what it is, what it is told, its chart; then the rest. */
  @media (max-width: 859px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .left,
    .right {
      display: contents;
    }
    .left > *,
    .right > * {
      order: 2;
    }
    .now,
    .control,
    .chart {
      order: 1;
    }
    .left > .tripped {
      order: 0;
    }
  }
  @media (max-width: 359px) {
    :host {
      --value-size: 3.75rem;
    }
  }
`
