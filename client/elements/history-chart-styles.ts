import { css } from 'lit'

/** Where things stand around a chart. */
export const chartLayout = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    position: relative;
  }
  .plot {
    position: relative;
    height: clamp(300px, 52vh, 560px);
    user-select: none;
    -webkit-user-select: none;
  }
  canvas {
    position: absolute;
    inset: 0;
    cursor: crosshair;
  }
  .plot:has(+ input:focus-visible) {
    outline: 2.5px solid var(--ink);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
    color: var(--quiet);
  }
  .empty[hidden] {
    display: none;
  }
  input.hidden {
    bottom: 0;
  }
`
