/** The page in light and dark, on a phone and on paper. No font, picture or script comes from elsewhere. */
export const pageStyle = `
:root{color-scheme:light dark}*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1rem;color:light-dark(#1b1f24,#e3e6ea);background:light-dark(#fff,#12161c)}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.verdict{border-left:.5rem solid;padding:.25rem 1rem}.verdict p{margin:.25rem 0}
.kept{border-color:light-dark(#1b6e2e,#8fd19e)}.lost-data{border-color:light-dark(#b00020,#ff8a80)}.unknown-data{border-color:light-dark(#a05a00,#ffb74d)}
table{border-collapse:collapse;font-size:.9rem}th,td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid #8885;vertical-align:top}
td{overflow-wrap:break-word}td:last-child{overflow-wrap:anywhere;min-width:9rem}td:first-child{font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}.summary th{font-weight:600;white-space:nowrap}
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
a{color:light-dark(#0b57a4,#8ec1f7)}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0}
button,input[type=search]{font:inherit;color:inherit;background:light-dark(#f2f4f7,#262d37);border:1px solid light-dark(#767b83,#8b939e);border-radius:.3rem;padding:.15rem .7rem}
label{white-space:nowrap}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.5rem 0;padding:0;list-style:none;font-size:.85rem}.legend svg{width:14px;height:12px;margin-right:.35rem;vertical-align:-1px}
.lanes{display:flex;border:1px solid #8885;border-radius:.3rem}
.labels{flex:none;width:7.5rem;margin:0;padding:0;list-style:none;font-size:.8rem}.labels li{display:flex;align-items:center;padding:0 .5rem;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.labels li:nth-child(even){background:light-dark(#f2f4f7,#1c222b)}
.scroll{flex:1;min-width:0;overflow-x:auto;padding:0 12px 0 6px}.scroll>svg{display:block;min-width:34rem;overflow:visible}
:focus-visible{outline:3px solid light-dark(#0b57a4,#8ec1f7);outline-offset:2px}
.m{cursor:pointer}.m.on path{stroke:light-dark(#000,#fff);stroke-width:3}
#event{min-height:5.5rem;padding:.5rem .75rem;margin:.5rem 0;background:light-dark(#f2f4f7,#1c222b);border-radius:.3rem;overflow-wrap:anywhere}#event p{margin:0}#event code,#events code{display:block;font-size:.8rem;color:light-dark(#4a5058,#b3bac4)}
#events tr.on td{background:light-dark(#fff3c4,#4a4013)}#events td:nth-child(-n+3){white-space:nowrap}#events .lost td,#events .fault td{color:light-dark(#a0001c,#ff9d94)}
.z2,.z4,.z8{display:none}[data-zoom="2"] .z1,[data-zoom="4"] .z1,[data-zoom="8"] .z1{display:none}[data-zoom="2"] .z2,[data-zoom="4"] .z4,[data-zoom="8"] .z8{display:inline}
@media(max-width:40rem){body{padding:.6rem}.labels{width:4.8rem;font-size:.7rem}.labels li{padding:0 .3rem}h1{font-size:1.2rem}#events td:nth-child(-n+3){white-space:normal}td:last-child{min-width:12rem}}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:11px}.tools,#event{display:none}.scroll{overflow:hidden}.scroll>svg{width:100%!important;min-width:0}h2{break-after:avoid}tr,.lanes{break-inside:avoid}*{print-color-adjust:exact}}
`;
