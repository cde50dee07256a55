/** Colours of the picture, for light and dark screens; each state differs in brightness, too. */
export const timelineStyle = `
.shade{fill:light-dark(#f2f4f7,#1c222b)}
.ticks line{stroke:light-dark(#0002,#fff2)}.ticks text{fill:light-dark(#444,#bbb);font:11px system-ui,sans-serif}
.up{fill:light-dark(#5aa469,#4f9a62)}.starting{fill:light-dark(#f2c14e,#c99a2e)}.paused{fill:light-dark(#8d7bc7,#8d7bc7)}
.cut-off{fill:light-dark(#e9d8a6,#8a6d1f);stroke:light-dark(#9b2226,#ffb4a2);stroke-dasharray:6 2}
.dead{fill:none;stroke:light-dark(#b00020,#ff8a80);stroke-dasharray:3 3}
.leads{fill:light-dark(#12355b,#9cc4f2)}.isr{fill:light-dark(#6f9fd8,#456d9c)}
.step{fill:light-dark(#c3cad4,#47515f)}.step.fault{fill:light-dark(#e58a8a,#a04848)}.step.wait{fill:light-dark(#e3e0c4,#66613a)}
.step.workload{fill:light-dark(#9cc4f2,#3d6a9c)}.step.gave-up{fill:light-dark(#b00020,#ff8a80)}
.acked{fill:light-dark(#5aa469,#4f9a62)}.unknown{fill:url(#hatch)}.hatching{fill:light-dark(#a05a00,#ffb74d)}
.failed{fill:light-dark(#888,#999)}
.latency{fill:none;stroke:light-dark(#12355b,#cfe3fb);stroke-width:1.5;vector-effect:non-scaling-stroke}
.m path{fill:light-dark(#444,#ccc)}.m.fault path{fill:light-dark(#b00020,#ff8a80)}.m.lost path{fill:light-dark(#d0021b,#ff5252)}
.m.client path{stroke:light-dark(#a05a00,#ffb74d);stroke-width:2}.m.warning path{fill:light-dark(#a05a00,#ffb74d)}
.m.log path{fill:light-dark(#777,#999)}.m.leader path{fill:light-dark(#12355b,#9cc4f2)}
`;
