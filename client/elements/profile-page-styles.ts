import { css } from 'lit'

/** Where things stand in the editor: chart and its notes left, what is typed right; one below the other on a phone. */
export const profileLayout = css`
  :host {
    display: block;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(320px, 380px);
    gap: 16px;
    align-items: start;
  }
  .side {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: start;
    margin-top: 12px;
  }
  .hint {
    font-size: 0.875rem;
    margin-top: 8px;
  }
  .changes {
    display: grid;
    gap: 6px;
    margin-top: 8px;
    padding: 12px;
    border-radius: 12px;
    background: var(--sunken);
  }
  .changes li {
    display: flex;
    gap: 8px;
  }
  @media (max-width: 859px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .side {
      gap: 12px;
    }
    /* Who starts a schedule does not scroll past all its steps. */
    .starts {
      order: -1;
    }
  }
`
