import { css } from 'lit'

/** Where things stand in the monitor. */
export const monitorLayout = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .head h2 {
    margin: 0;
  }
  .field {
    display: flex;
    gap: 8px;
    margin-top: 4px;
    font-weight: 400;
  }
  .field button {
    flex: none;
    padding: 0;
  }
  .rates {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
    gap: 4px;
    max-height: 240px;
    overflow: auto;
    margin-bottom: 8px;
    padding: 3px;
  }
  .rates button {
    width: 100%;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    border-color: var(--line);
    text-align: left;
    font-weight: 400;
  }
  .rates button[aria-pressed="true"] {
    border-color: var(--ink);
    background: var(--sunken);
  }
  .messages {
    list-style: none;
    margin: 12px 0 0;
    padding: 0;
    height: 480px;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 10px;
    overscroll-behavior: contain;
  }
  .messages li {
    border-bottom: 1px solid var(--line);
    padding: 0 10px;
  }
  .messages summary {
    font-size: 0.8125rem;
  }
  .line {
    min-width: 0;
    flex: 1;
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr);
    gap: 0 10px;
    align-items: baseline;
  }
  .line .code {
    font-size: 0.8125rem;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--quiet);
  }
  pre {
    margin: 0 0 10px;
    white-space: pre-wrap;
  }
  .none {
    margin-top: 8px;
  }
  @media (max-width: 859px) {
    .messages {
      height: 360px;
    }
    .line {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .line .cut {
      grid-column: 1 / -1;
    }
    .messages summary {
      padding: 4px 0;
    }
  }
`
