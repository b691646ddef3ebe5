// Run chrono-node or compromise-dates on documents: node adapter.mjs NAME < documents.jsonl > predictions.jsonl
// The lines are those of adapter.py. Moments get the granularity that the tool reports.
import { createInterface } from 'node:readline'

const pad = (number, width = 2) => String(number).padStart(width, '0')

async function chronoNode() {
  const chrono = await import('chrono-node')
  return (text, near) => chrono.parse(text, near).map((found) => {
    const { start } = found
    const parts = [pad(start.get('year'), 4)]
    if (start.isCertain('month') || start.isCertain('day') || start.isCertain('weekday')) parts.push(pad(start.get('month')))
    if (start.isCertain('day') || start.isCertain('weekday')) parts.push(pad(start.get('day')))
    const day = parts.join('-')
    const clock = start.isCertain('hour')
    const value = clock ? `${pad(start.get('year'), 4)}-${pad(start.get('month'))}-${pad(start.get('day'))}T${pad(start.get('hour'))}:${pad(start.get('minute') ?? 0)}` : day
    return [found.index, found.index + found.text.length, clock ? 'TIME' : 'DATE', value]
  })
}

async function compromiseDates() {
  const nlp = (await import('compromise')).default
  nlp.extend((await import('compromise-dates')).default)
  return (text, near) => nlp(text).dates({ today: near.toISOString() }).json({ offset: true }).flatMap((found) => {
    const { offset, dates } = found
    if (!offset || !dates?.start) return []
    const width = { year: 4, month: 7 }[dates.unit] ?? 10
    return [[offset.start, offset.start + offset.length, 'DATE', dates.start.slice(0, width)]]
  })
}

const tag = await { 'chrono-node': chronoNode, 'compromise-dates': compromiseDates }[process.argv[2]]()
tag('It began on Friday, 12 May 2006.', new Date('2013-03-22T00:00:00'))
for await (const line of createInterface({ input: process.stdin })) {
  const { doc, text, dct } = JSON.parse(line)
  const near = new Date(`${(dct ?? '2000-01-01').slice(0, 10)}T00:00:00`)
  const begun = performance.now()
  const timexes = []
  for (const paragraph of text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)) {
    try {
      for (const [start, end, kind, value] of tag(paragraph[0], near)) timexes.push([paragraph.index + start, paragraph.index + end, kind, value])
    } catch (error) {
      console.error(`${error.name} in one paragraph`)
    }
  }
  console.log(JSON.stringify({ doc, seconds: (performance.now() - begun) / 1000, timexes }))
}
