import { css } from 'lit'

/** How the editor's chart looks: the profile in ink, everything else quiet. */
export const profileChartLayout = css`
  :host {
    display: block;
    min-width: 0;
  }
  svg {
    display: block;
    width: 100%;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
    overflow: visible;
  }
  text {
    font-size: 12px;
    fill: var(--quiet);
    font-variant-numeric: tabular-nums;
  }
  path {
    fill: none;
    stroke: var(--line);
  }
  .line {
    stroke: var(--ink);
    stroke-width: 2.5px;
    stroke-linejoin: round;
  }
  .measured {
    stroke: var(--quiet);
    stroke-width: 1.5px;
  }
  .foreseen {
    stroke: var(--quiet);
    stroke-width: 2px;
    stroke-dasharray: 2 4;
  }
  .event path,
  .mark path {
    stroke: var(--quiet);
    stroke-dasharray: 3 4;
  }
  .event rect {
    fill: var(--quiet);
  }
  .mark path {
    stroke-dasharray: none;
    stroke: var(--control);
  }
  .mark text {
    paint-order: stroke;
    stroke: var(--card);
    stroke-width: 4px;
  }
  .handle {
    cursor: grab;
    touch-action: none;
    outline: none;
  }
  .thumb {
    fill: transparent;
  }
  .ring {
    fill: none;
    stroke: transparent;
    stroke-width: 2.5px;
  }
  .dot {
    fill: var(--card);
    stroke: var(--ink);
    stroke-width: 2.5px;
  }
  .handle:focus-visible .ring {
    stroke: var(--ink);
  }
  .dragged {
    cursor: grabbing;
  }
  .dragged .dot {
    fill: var(--ink);
  }
  .says {
    font-size: 15px;
    font-weight: 650;
    fill: var(--ink);
    paint-order: stroke;
    stroke: var(--card);
    stroke-width: 6px;
  }
  @media (hover: hover) {
    .handle:hover .dot {
      fill: var(--sunken);
    }
  }
`
