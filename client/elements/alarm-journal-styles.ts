import { css } from 'lit'

/** The journal: columns on a desktop, stacked on a phone. */
export const journalStyles = css`
  h2 {
    margin-bottom: 12px;
  }
  .filters {
    display: grid;
    grid-template-columns: 2fr 1fr 2fr;
    gap: 12px;
    margin-bottom: 12px;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    display: grid;
    grid-template-columns: 7em 10em 1fr;
    gap: 4px 12px;
    padding: 10px 0;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .when {
    color: var(--quiet);
  }
  .what {
    font-weight: 550;
  }
  .what .quiet {
    font-weight: 400;
  }
  .which {
    display: grid;
  }
  .which .quiet {
    font-size: 0.875rem;
  }
  .paging {
    display: flex;
    gap: 8px;
    margin-top: 12px;
  }
  @media (max-width: 719px) {
    .filters {
      grid-template-columns: 1fr 1fr;
    }
    .filters .field:first-child {
      grid-column: 1 / -1;
    }
    li {
      grid-template-columns: auto 1fr;
    }
    .what {
      text-align: right;
    }
    .which {
      grid-column: 1 / -1;
    }
    .paging button {
      flex: 1;
    }
  }
`
