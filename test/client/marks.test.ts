import type { ReactiveControllerHost } from 'lit'
import { cell, groupsFor, placed } from '../../client/chart/marks.ts'
import type { Connection, Listener } from '../../client/connection.ts'
import { groupWords, leading, markIcon, markWords, restWords } from '../../client/mark-words.ts'
import { vesselMarks } from '../../client/vessel-marks.ts'
import type { Mark, MarkGroup } from '../../data/model/mark.ts'
import { fc } from '../random.ts'

const note = (at: number, text = 'OG 1.052'): Mark => ({ kind: 'note', id: 1, at, text, by: 'Ada' })
const set = (at: number): Mark => ({ kind: 'mode', at, mode: { kind: 'constant', setPoint: 18 } })
const alarm = (at: number, event: 'came' | 'went'): Mark => ({
  kind: 'alarm',
  at,
  alarm: 'rule.warm',
  event,
  priority: 'high',
  message: 'too warm',
})
const group = (marks: Mark[], count = marks.length): MarkGroup => ({
  from: marks[0]!.at,
  to: marks.at(-1)!.at,
  count,
  marks,
})

const area = { left: 52, right: 652 }
const span = { from: 1000, to: 2000 }

test('groups stand at their times, side by side, inside the plot', () => {
  const alone = placed([group([note(1500)])], span, area)
  expect(alone[0]!.x).toBe(52 + 300 - cell / 2)
  const edges = placed([group([note(1000)]), group([note(2000)])], span, area)
  expect(edges.map(({ x }) => x)).toEqual([52, 652 - cell])
  expect(placed([group([note(999)]), group([note(2001)])], span, area)).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1000, max: 2000 }), { maxLength: 13 }), times => {
      const groups = times.toSorted((a, b) => a - b).map(at => group([note(at)]))
      const xs = placed(groups, span, area).map(({ x }) => x)
      for (const [n, x] of xs.entries()) {
        expect(x).toBeGreaterThanOrEqual(area.left - 1e-9)
        expect(x).toBeLessThanOrEqual(area.right - cell + 1e-9)
        if (n > 0) expect(x - xs[n - 1]!).toBeGreaterThanOrEqual(cell - 1e-9)
      }
    }),
  )
})

test('as many groups are asked for as have room, whatever is fetched beside the visible span', () => {
  expect(groupsFor(span, span, area)).toBe(12)
  expect(groupsFor({ from: 750, to: 2250 }, span, area)).toBe(18)
  expect(groupsFor(span, span, { left: 0, right: 0 })).toBe(1)
  expect(groupsFor({ from: 0, to: 1e12 }, { from: 0, to: 1 }, area)).toBe(500)
})

const telling = { profiles: [], unit: 'celsius', now: 5000 } as const

test('marks are told in words', () => {
  const plain = (mark: Mark) => markWords(mark, { ...telling, profiles: [] }).replaceAll('\u00a0', ' ')
  expect(plain(set(1))).toBe('Set point 18.0 °C')
  expect(plain({ kind: 'mode', at: 1, mode: { kind: 'off' } })).toBe('Off')
  expect(plain({ kind: 'mode', at: 1, mode: { kind: 'profile', profile: 'ale', pausedAt: 1 } })).toBe(
    'Profile “ale” paused',
  )
  expect(plain(alarm(1, 'came'))).toBe('Alarm: too warm')
  expect(plain(alarm(1, 'went'))).toBe('Alarm over: too warm')
  const event = { kind: 'event', at: 1, profile: 'ale', text: 'hops', alarm: false } as const
  expect([false, true].map(missed => plain({ ...event, missed }))).toEqual(['hops', 'hops (missed)'])
  expect([note(1), alarm(1, 'came'), alarm(1, 'went'), set(1)].map(markIcon)).toEqual([
    'note',
    'alarm',
    'check',
    'target',
  ])
})

test('the gravest and latest mark stands for a group, which tells of the rest', () => {
  const many = group([set(1), alarm(2, 'came'), alarm(3, 'went'), note(4)], 9)
  expect(leading(many)).toEqual(alarm(3, 'went'))
  expect(restWords(many)).toBe('and 5 more: zoom in to see them')
  expect(restWords(group([set(1)]))).toBe('')
  expect(groupWords(many, { ...telling, profiles: [] })).toMatch(
    /Alarm: too warm; .*Alarm over: too warm; .*OG 1\.052; and 5 more/,
  )
})

test.each([null, 7, 'fire', ['a'], { vessel: 'tank' }])(
  'what comes on alarms and is none asks for no marks: %j',
  data => {
    let listener!: Listener
    const connection = {
      subscribe(_: string[], given: Listener) {
        listener = given
      },
    } as unknown as Connection
    const host = { addController() {} } as unknown as ReactiveControllerHost
    const marks = vesselMarks(host, () => ({ connection, vessel: 'tank', span, area }))
    let asked = 0
    marks.refresh = async () => void asked++
    marks.hostConnected()
    listener.message({ channel: 'alarms', sequence: 1, at: 0, data })
    expect(asked).toBe(0)
  },
)
