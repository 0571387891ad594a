import { css } from 'lit'

/** Where things stand in the panel of faults. */
export const faultLayout = css`
  .failures {
    display: grid;
    gap: 6px;
  }
  .failures li {
    display: grid;
    grid-template-columns: 132px minmax(0, 1fr);
    align-items: center;
    gap: 10px;
  }
  .failures button {
    padding: 0 8px;
    font-size: 0.9375rem;
  }
  .active {
    display: grid;
    gap: 6px;
    margin-top: 12px;
  }
  .active li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    font-weight: 550;
  }
  .active .icon {
    color: var(--alarm);
  }
  .all {
    width: 100%;
    margin-top: 8px;
  }
  .none {
    margin-top: 12px;
    min-height: 44px;
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .factors {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 4px;
    padding: 4px;
    margin-bottom: 6px;
    border-radius: 14px;
    background: var(--sunken);
  }
  .factors button {
    border-color: transparent;
    background: transparent;
  }
  .factors button[aria-pressed="true"] {
    background: var(--card);
    border-color: var(--control);
    font-weight: 650;
  }
`
