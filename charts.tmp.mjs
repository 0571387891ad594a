import Database from 'better-sqlite3'
const dir = process.argv[2] ?? '/tmp/wt/history'
const { bucketsOf } = await import(dir + '/data/repositories/buckets.ts')
const db = new Database('/tmp/hb/big.sqlite', { readonly: true }); db.pragma('cache_size=-16000')
const start = Date.UTC(2025,0,1), end = start + 3e6*1000
const out=[]
for (const span of [6e4,6e5,3.6e6,1.2e7,4.32e7,5.76e7,8.64e7,1.1e8,1.2e8,1.5e8,2e8,4.32e8,8.64e8,9e8,1.2e9,1.7e9,1.8e9,2.592e9,3.1536e10,3.1536e11]) {
  const t=[]; let n=0, cpu0=process.cpuUsage().user
  for (let k=0;k<30;k++) {
    const to = Math.floor(end - Math.max(0,(end-start-span)*(k/30)) - k*12345.7)
    const a=performance.now(); n=bucketsOf(db,{series: `sensor-${k%10}`, from: Math.max(0,to-span), to, count: 1000}).length; t.push(performance.now()-a)
  }
  t.sort((a,b)=>a-b)
  out.push(`${(span/3.6e6).toFixed(2)} h`.padEnd(14)+`${n} buckets median ${t[15].toFixed(1)} worst ${t[29].toFixed(1)} cpu/query ${((process.cpuUsage().user-cpu0)/30e3).toFixed(1)}`)
}
for (const span of [8.64e7,8.64e8,3.1536e10,9e10]) { const t=[];let n; for (let k=0;k<10;k++){const a=performance.now(); n=bucketsOf(db,{series:'sparse',from:start+9e10-span-k*777777,to:start+9e10-k*777777,count:1000}).length;t.push(performance.now()-a)}; t.sort((a,b)=>a-b); out.push(`sparse ${span/3.6e6} h ${n} median ${t[5].toFixed(1)} worst ${t[9].toFixed(1)}`)}
console.log(out.join('\n'))
