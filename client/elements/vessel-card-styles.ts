import { css } from 'lit'

/** Where things stand on a vessel's card. */
export const cardLayout = css`
  .card {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: 100%;
  }
  .lost > :not(header) {
    opacity: 0.72;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: 4px 12px;
    min-height: 44px;
  }
  h2 {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h2 a {
    display: block;
    line-height: 1.2;
    padding: 11px 0;
    text-decoration: none;
  }
  h2 a:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .values {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .set {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 52px;
    white-space: nowrap;
    flex: none;
    font-size: 1.375rem;
    border-color: var(--line);
    background: var(--sunken);
  }
  .set .icon {
    color: var(--quiet);
    width: 0.9em;
    height: 0.9em;
  }
  .set small {
    font-size: 0.65em;
    color: var(--quiet);
  }
  @media (max-width: 419px) {
    .values {
      --value-size: 2.75rem;
      gap: 8px;
    }
    .set {
      font-size: 1.25rem;
      gap: 5px;
      padding: 0 10px;
    }
  }
  @media (max-width: 359px) {
    .values {
      --value-size: 2.25rem;
    }
    .set {
      font-size: 1.0625rem;
    }
  }
  .line {
    color: var(--quiet);
    font-size: 0.9375rem;
    min-height: 1.45em;
  }
  spark-line {
    margin-top: auto;
  }
  .waiting {
    min-height: 200px;
  }
`
