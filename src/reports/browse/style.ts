/** What the list of runs needs besides the style of every page; wide and narrow are one layout. */
export const browseStyle = `
.results,.listing{list-style:none;margin:1rem 0;padding:0}
.results li{display:flex;gap:.75rem;align-items:center;border-left:.5rem solid;padding:.4rem .75rem;margin:.5rem 0;background:light-dark(#f2f4f7,#1c222b);border-radius:.2rem}
.results li.kept{border-color:light-dark(#1b6e2e,#8fd19e)}.results li.lost-data{border-color:light-dark(#b00020,#ff8a80)}.results li.unknown-data{border-color:light-dark(#a05a00,#ffb74d)}
.results li>div{flex:1;min-width:0;overflow-wrap:anywhere}.results p{margin:0}.results strong{margin-right:.35rem}.results time{font-size:.85rem;white-space:nowrap;color:light-dark(#4a5058,#b3bac4)}
.choose{padding:.5rem;margin:-.5rem}.choose input{width:1.15rem;height:1.15rem;margin:0;vertical-align:middle}
.choose span,.files span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.files{padding:.5rem;margin:-.5rem}
.listing li{padding:.25rem 0;overflow-wrap:anywhere}
@media print{.choose,.files,form button{display:none}}
`;
