/** HTML as text: what is shown, where figures must stay apart, in every encoding. */
import { CertdeltaError, read } from "certdelta";
import { readHtml } from "certdelta/html";
import { describe, expect, it } from "vitest";

const textOf = (html: string) => readHtml(html).text;

describe("text", () => {
  it("has a paragraph for each block and one space for white space", () => {
    expect(textOf("<h1>One\n two</h1><div>Three<p>Four <b>fi</b>ve</p></div>six")).toBe(
      "One two\n\nThree\n\nFour five\n\nsix\n",
    );
  });

  it("breaks lines where the page does", () => {
    expect(textOf("one<br>two<ul><li>a<li>b</ul><pre>x\n  y</pre>")).toBe("one\ntwo\n\na\nb\n\nx\n  y\n");
  });

  it("reads entities and leaves out what is no text", () => {
    const html =
      "<title>T</title><script>var a = 1</script><style>p{}</style>&lt;5&nbsp;087&#8593;<select><option>9</select>";
    expect(readHtml(html)).toMatchObject({ text: "<5\u00a0087\u2191\n", title: "T" });
  });

  it("takes a picture for an arrow when its replacement is one", () => {
    expect(textOf('253 <img src="u.png" alt="\u2191"> 5% <img src="logo.png" alt="Logo 2012">')).toBe(
      "253 \u2191 5%\n",
    );
  });
});

describe("figures stay apart", () => {
  it("by a tab between the cells of a row", () => {
    expect(textOf("<table><tr><td>a</td><td>253</td><td>141</td></tr><tr><th>b<td><td>7</table>")).toBe(
      "a\t253\t141\nb\t\t7\n",
    );
  });

  it("when a cell is a box of several lines", () => {
    const html = "<table><tr><td>Label one<br><b>253</b><p>\u2191 5%</td><td>Label two<br>141</td></tr></table>";
    expect(textOf(html)).toBe("Label one 253 \u2191 5%\nLabel two 141\n");
    expect(textOf("<table><tr><td>253<br>141</td><td>x</td></tr></table>")).toBe("253\t141\nx\n");
  });

  it("when cells hold paragraphs of a page's layout", () => {
    const long =
      "A sentence that is much longer than anything that a box of a panel would hold, with 253 incidents in it.";
    expect(textOf(`<table><tr><td>menu</td><td><p>${long}</p><p>${long}</p></td></tr></table>`)).toBe(
      `menu\n\n${long}\n\n${long}\n`,
    );
  });

  it("from the number of a footnote, and from what is crossed out or hidden between them", () => {
    expect(textOf("253<sup>1</sup> incidents, the 4<sup>th</sup>")).toBe("253[1] incidents, the 4th\n");
    expect(textOf("2<s>9</s>53 and 1<span hidden>7</span>41")).toBe("2\t53 and 1\t41\n");
  });

  it.each([
    ["blocks by style", '<span style="display:block">253</span><span style="display:block">59</span>', "253\n\n59\n"],
    ["boxes in a row", '<div style="display:flex"><span>5</span><span>087</span></div>', "5\t087\n"],
    ["a float", '253<span style="float:right">59</span>', "253\t59\n"],
    ["a wide margin", '253<b style="margin-left:2em">59</b>', "253\t59\n"],
    ["a subscript", "253<sub>1</sub>", "253[1]\n"],
    ["raised by style", '253<span style="vertical-align:super">1</span>', "253[1]\n"],
    ["raised by a class", "<style>p .n{vertical-align:4px}</style><p>253<i class=n>1</i></p>", "253[1]\n"],
    ["a cell's alignment", '<table><tr><td style="vertical-align:top">253</td></tr></table>', "253\n"],
  ])("as style sheets part them: %s", (_what, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

describe("what is not shown", () => {
  it.each([
    ["an attribute", "<p hidden>99</p>"],
    ["a style", '<p style="color:red; display : none">99</p>'],
    ["a class of a style sheet", '<style>/* .y{} */ .x, p.gone { display:none }</style><p class="a gone">99</p>'],
    ["an id", '<style>#gone{visibility:hidden}</style><div id="gone"><p>99</p></div>'],
    ["two classes", "<style>.a.b{display:none}</style><p class='b a'>99</p>"],
    ["what it is in", "<style>.menu p{display:none}</style><div class=menu><div><p>99</p></div></div>"],
    ["a clip", '<p style="position:absolute;clip:rect(0,0,0,0)">99</p>'],
    ["a clipping path", '<p style="clip-path: inset(50%)">99</p>'],
    ["a dialog that is not open", "<dialog>99</dialog>"],
    ["no opacity", '<p style="opacity:0">99</p>'],
    ["white on white", '<p style="color:#FFF">99</p>'],
    ["black on black", '<p style="background:#000;color:black">99</p>'],
    ["print of a tenth of a pixel", '<span style="font-size:0.1px">99</span>'],
    ["scripts are on", "<noscript>99</noscript>"],
    ["its place", '<p style="position:absolute;left:-9999px">99</p>'],
  ])("is left out and listed: %s", (_what, html) => {
    expect(readHtml(`${html}<p>253</p>`)).toMatchObject({ text: "253\n", omitted: [{ reason: "hidden", text: "99" }] });
  });

  it.each([
    ["a later rule", "<style>.x{display:none} .x{display:block}</style><p class=x>253</p>"],
    ["a weightier rule", "<style>p.x{display:block} .x{display:none}</style><p class=x>253</p>"],
    ["an important rule", '<style>.x{display:block!important}</style><p class=x style="display:none">253</p>'],
    ["a style for an attribute", '<p hidden style="display:block">253</p>'],
    ["an open dialog", "<dialog open>253</dialog>"],
    ["white on blue", '<div style="background:#036"><p style="color:white">253</p></div>'],
    ["another element's class", "<style>.menu p{display:none}</style><div class=menu></div><p>253</p>"],
  ])("is shown again by %s", (_what, html) => {
    expect(readHtml(html)).toMatchObject({ text: "253\n", omitted: [] });
  });

  it.each([
    ["control", "<button>99</button>"],
    ["control", "<input value=99>"],
    ["control", "<select><option>99</select>"],
    ["drawn", "<svg><text>99</text></svg>"],
    ["reversed", "<bdo dir=rtl>99</bdo>"],
  ])("is listed where nobody knows whose words it is: %s", (reason, html) => {
    expect(readHtml(`<p>253 ${html} 141`)).toMatchObject({ text: "253 \t141\n", omitted: [{ reason, text: "99" }] });
  });

  it("is no navigation that swallows the rest of the page because nobody closed it", () => {
    expect(textOf("<body><nav><ul><li>Home</ul><p>253</p></body>")).toContain("253");
  });

  it("ends where an XHTML page ends it", () => {
    const page = '<html><head><script src="x"/></head><body><p>253</p></body></html>';
    expect(textOf(`<?xml version="1.0"?>${page}`)).toBe("253\n");
  });

  it("is told in the record where it holds figures", async () => {
    const [result] = await read(
      Buffer.from("<html><p>A page.</p><p hidden>CNCERT has handled 999</p></html>"),
      "a.html",
    );
    expect(result?.report?.diagnostics).toContainEqual(
      expect.objectContaining({ code: "text-omitted", message: expect.stringContaining("CNCERT has handled 999") }),
    );
  });

  it("does not count where a rule holds for paper only", () => {
    expect(textOf("<style>@media print { .x { display:none } }</style><p class=x>253</p>")).toBe("253\n");
    expect(textOf("<style media=print>.x { display:none }</style><p class=x>253</p>")).toBe("253\n");
  });

  it("is told from the site's navigation and from pronunciation", () => {
    const html = "<nav><a>Home 2024</a></nav><p><ruby>\u500b<rp>(</rp><rt>g\u00e8</rt><rp>)</rp></ruby>253</p>";
    expect(readHtml(html)).toMatchObject({
      text: "\u500b253\n",
      omitted: [{ reason: "navigation", text: "Home 2024" }, {}, {}, {}],
    });
  });
});

describe("encodings", () => {
  // "weekly report" in Chinese, as GB 2312 and GB 18030 write it
  const gb = Buffer.from([0xd6, 0xdc, 0xb1, 0xa8]);
  const page = (head: string) => Buffer.concat([Buffer.from(`<html>${head}<p>`), gb, Buffer.from("</p></html>")]);
  const wanted = "\u5468\u62a5\n";

  it.each([
    ["declared in the page", page("<meta charset=gb2312>"), undefined],
    ["declared the old way", page('<meta http-equiv="Content-Type" content="text/html; charset=GBK">'), undefined],
    ["declared by the server", page(""), "gb18030"],
    ["not declared", page(""), undefined],
    ["UTF-8 that a template declares as GB 2312", Buffer.from("<meta charset=gb2312><p>\u5468\u62a5</p>"), undefined],
    ["UTF-16 with a mark", Buffer.from("\ufeff<p>\u5468\u62a5</p>", "utf16le"), undefined],
    ["UTF-16 without one", Buffer.from("<p>\u5468\u62a5</p>", "utf16le"), undefined],
    ["UTF-16, big end first", Buffer.from("\ufeff<p>\u5468\u62a5</p>", "utf16le").swap16(), undefined],
    ["UTF-8 with a mark", Buffer.from("\ufeff<p>\u5468\u62a5</p>"), undefined],
  ])("%s", (_what, bytes, charset) => {
    expect(readHtml(bytes, charset === undefined ? {} : { charset })).toMatchObject({ text: wanted, diagnostics: [] });
  });

  it("says how much could not be decoded", () => {
    const broken = Buffer.concat([Buffer.from("<meta charset=utf-8><p>\u5468\u62a5"), Buffer.from([0xff, 0x20])]);
    expect(readHtml(broken)).toMatchObject({ charset: "utf-8", diagnostics: [{ code: "undecodable" }] });
  });

  it("is UTF-8 where a page declares another one and was cut", () => {
    const text = "\u7f51\u7edc\u5b89\u5168\u4fe1\u606f\u4e0e\u52a8\u6001\u5468\u62a5".repeat(2);
    for (const declaration of ["", "<meta charset=gb2312>"]) {
      const cut = Buffer.from(`${declaration}<html><p>${text}`).subarray(0, -1);
      expect(readHtml(cut)).toMatchObject({ charset: "utf-8", text: expect.stringContaining(text.slice(0, -1)) });
    }
  });

  it("has no null characters: what one stood for is lost", () => {
    expect(readHtml("<p>2\u000053 incidents").text).toBe("2\ufffd53 incidents\n");
  });

  it("refuses an encoding that nobody knows", () => {
    expect(() => readHtml(gb, { charset: "klingon" })).toThrow(expect.objectContaining({ code: "usage" }));
  });
});

describe("any page", () => {
  it("without text, too large, or nested without end is a typed error", () => {
    for (const [html, code] of [
      ["<p> </p>", "empty-input"],
      ["<b>".repeat(2000), "too-large"],
    ] as const) {
      expect(() => readHtml(html)).toThrow(expect.objectContaining({ code, constructor: CertdeltaError }));
    }
    expect(() => readHtml("<p>253", { maxBytes: 3 })).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  it.each([
    ["pieces of one paragraph", "<b>2</b>5"],
    ["raised figures", "1<sup>2</sup>"],
    ["style sheets that do not end", "<style>/*"],
    ["cells", "<td>1"],
    ["tags that do not end", "<style "],
  ])("takes time in proportion to its length: %s", { timeout: 120_000 }, (_what, unit) => {
    // A second or so; looking back at each piece would take many minutes.
    const html = `<p>253 ${unit.repeat(100_000)}`;
    try {
      expect(readHtml(html).text).toContain("253");
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
    }
  });
});

describe("what a style hides", () => {
  const handled = (style: string) => readHtml(`<p>CNCERT has handled <span style="${style}">999</span> <b>253</b>`);

  it.each([
    "opacity:.05",
    "filter:opacity(0)",
    "font:0/0 a",
    "font-size:.1em",
    "font-size:2px",
    "zoom:0",
    "color:#fffffe",
    "color:rgb(100%,100%,100%)",
    "color:hsl(0,0%,100%)",
    "color:snow",
    "color:rgba(0,0,0,.01)",
    "-webkit-text-fill-color:transparent",
    "margin-left:-9999px",
    "position:fixed;bottom:-9999px",
    "transform:translateX(-9999px)",
    "transform:translate(-100vw)",
    "transform:scale(.01)",
    "transform:rotateX(90deg)",
    "display:/**/none",
    "display:n\\6f ne",
    "width:1px;height:1px;overflow:hidden;position:absolute",
    "display:block;width:0;overflow:hidden",
    "text-indent:100%;overflow:hidden",
  ])("is left out and told: %s", (style) => {
    const { text, omitted } = handled(style);
    expect(text.replace(/\s+/g, " ")).toBe("CNCERT has handled 253 ");
    expect(omitted).toEqual([{ reason: "hidden", text: "999" }]);
  });

  it.each([
    "margin-left:-200px",
    "transform:translate(-50%,-50%)",
    "line-height:1;overflow:hidden",
    "color:#eee;background:#111",
    "font:italic 12px/1 Arial",
    "opacity:.5",
    "overflow:hidden;width:100px",
    "scale:1.0",
  ])("is not what is seen: %s", (style) => {
    expect(handled(style).text).toContain("999");
  });

  it("by colour or visibility is its own text; what is in it may look otherwise", () => {
    const banner = "<style>.b{background:#000} .b h1{color:#fff}</style><div class=b>999<h1>253</h1></div>";
    expect(readHtml(banner)).toMatchObject({ text: "253\n", omitted: [{ reason: "hidden", text: "999" }] });
    const unhidden = '<p style="visibility:hidden">999<b style="visibility:visible">253</b></p>';
    expect(readHtml(unhidden)).toMatchObject({ text: "253\n", omitted: [{ reason: "hidden", text: "999" }] });
    expect(readHtml("<p popover>999<p>253")).toMatchObject({ text: "253\n", omitted: [{ text: "999" }] });
  });
});

describe("figures that stand one above the other", () => {
  it.each([
    ["<math><msup><mn>25</mn><mn>3</mn></msup></math>", "25[3]\n"],
    ["<math><mfrac><mn>25</mn><mn>3</mn></mfrac></math>", "25[3]\n"],
    ["<math><mn>253</mn></math>", "253\n"],
    ["253<small>1</small>", "253[1]\n"],
    ["1<small>,253</small> of them", "1[,253] of them\n"],
    ["<small>Issue 43</small> 2023", "Issue 43 2023\n"],
    ["253 <small>141 of them</small>", "253 141 of them\n"],
  ])("are no one figure: %s", (html, text) => {
    expect(textOf(`<p>${html}`)).toBe(text);
  });
});

describe("style sheets", () => {
  it.each([
    ["a wide screen", "@media screen and (min-width:600px){ i{display:none} }"],
    ["what browsers can do", "@supports (display:grid){ i{display:none} }"],
    ["a layer", "@layer a{ i{display:none} }"],
    ["a box of some size", "@container (width > 1px){ i{display:none} }"],
    ["a rule in a rule", "p{ color:black; i{display:none} }"],
    ["one of several", ":is(p,h2) i{display:none}"],
    ["what it is not", "p i:not(.x){display:none}"],
    ["its place", "i:nth-child(1){display:none}"],
    ["its attribute", '[data-x="1"]{display:none}'],
    ["its siblings", "h2+p i, h2 ~ p i{display:none}"],
    ["no height", "i{height:0;overflow:hidden}"],
    ["no size", "i{transform:scale(0)}"],
  ])("hide by %s", (_what, css) => {
    expect(readHtml(`<style>${css}</style><p>253<i data-x=1>1</i> incidents`)).toMatchObject({
      text: "253\tincidents\n",
      omitted: [{ reason: "hidden", text: "1" }],
    });
  });

  it.each([
    ["a small screen", "@media (max-width:600px){ i{display:none} }"],
    ["a pointer's place", "i:hover{display:none}"],
    ["a pseudo-element", "i::-webkit-scrollbar{display:none}"],
    ["another attribute", "i[data-x='2'], i[title]{display:none}"],
    ["another place", "i:nth-child(2n), i:nth-child(n+2){display:none}"],
    ["what has a class", "i:not([data-x]){display:none}"],
  ])("do not hide by %s", (_what, css) => {
    expect(readHtml(`<style>${css}</style><p>25<i data-x=1>3</i>`)).toMatchObject({ text: "253\n", omitted: [] });
  });

  it.each([
    ["a style", "", '<span style="text-decoration:line-through">99</span>'],
    ["a class", ".old{text-decoration-line:underline line-through}", "<b class=old>99</b>"],
  ])("strike out by %s", (_what, css, html) => {
    expect(readHtml(`<style>${css}</style><p>2${html}53`)).toMatchObject({
      text: "2\t53\n",
      omitted: [{ reason: "struck-out", text: "99" }],
    });
  });

  it.each([
    ["moves it up", "position:relative;top:-.5em;font-size:60%"],
    ["moves it down", "position:relative;bottom:-3px;font-size:smaller"],
    ["has its own glyphs", "font-variant-position:super"],
  ])("raise a footnote's number when a style %s", (_what, style) => {
    expect(textOf(`<p>253<span style="${style}">1</span>`)).toBe("253[1]\n");
  });

  it("write words, which are told", () => {
    const html = '<style>b::after{content:"7 thousand"} i:before{content:"9"}</style><p>a <b></b><i></i>';
    expect(readHtml(html)).toMatchObject({ text: "a\n", omitted: [{ reason: "embedded", text: "7 thousand9" }] });
    expect(readHtml('<p>a<iframe srcdoc="&lt;p>253"></iframe>').omitted).toEqual([{ reason: "embedded", text: "253" }]);
  });

  it.each([
    ["digits behind it", 'b::after{content:"3"}', "<b>25</b>"],
    ["a thousand behind it", "b::after{content:',087'}", "<b>5</b>"],
    ["a scale behind it", 'b:after{content:" million"}', "<b>25</b>"],
    ["a percent sign behind it", 'b::after{content:"%"}', "<b>25</b>"],
    ["an escaped digit behind it", 'b::after{content:"\\33"}', "<b>25</b>"],
    ["an attribute behind it", "b::after{content:attr(data-n)}", "<b data-n=3>25</b>"],
    ["a counter before it", 'b::before{content:"" counter(n)}', "<b>53</b>"],
    ["digits before it", 'b::before{content:"2"}', "<b>53</b>"],
    ["a decimal's start before it", 'b::before{content:"2."}', "<b>53</b>"],
  ])("write a part of a figure, which is not read without it: %s", async (_what, css, figure) => {
    const html = `<title>t</title><style>${css}</style><h1>Weekly Report of CNCERT</h1><p>Issue 43 2023 Oct.16 -Oct.22<p>CNCERT has handled ${figure} network security incidents, 9 of which were cross-border ones.`;
    const [result] = await read(Buffer.from(html), "a.html");
    expect(result?.report?.fields["incidents.handled.total"]).toEqual({ status: "absent" });
    expect(result?.report?.unassigned.map(({ text }) => text)).toContain(/\d+(?=<)/.exec(figure)?.[0]);
  });

  it("write what leaves figures alone", () => {
    const css =
      'li::after{content:", "} b::before{content:"\\201c"} b::after{content:"\\201d"} i::before{content:"No. "}';
    expect(textOf(`<style>${css}</style><ul><li>253<li>141</ul><p><b>25</b> or <i>3</i>`)).toBe(
      "253\n141\n\n25 or 3\n",
    );
  });

  it.each([
    ["selectors that nobody can tell", ":last-child{display:none}"],
    ["too many rules", "p{color:red}".repeat(20_001)],
  ])("are told of when they were not followed: %s", (_what, css) => {
    const { diagnostics } = readHtml(`<style>${css}</style><p>253`);
    expect(diagnostics).toEqual([expect.objectContaining({ code: "styles-not-followed" })]);
  });

  it.each([
    ["rules for every element", "p{color:red}".repeat(20_000), "<p>a".repeat(1000), false],
    ["rules for elements in others", "p b{color:red}".repeat(20_000), "<p><b>a</b>".repeat(1000), true],
    [
      "rules for many classes",
      "p{color:red}".repeat(20_000),
      Array.from({ length: 1000 }, (_, i) => `<p class=c${i}>a`).join(""),
      true,
    ],
    ["rules in rules", `${"@media screen{".repeat(40_000)}${"}".repeat(40_000)}`, "", false],
  ])("are followed as far as a page is worth: %s", { timeout: 120_000 }, (_what, css, body, isTooMuch) => {
    // What they cost is counted; twenty million comparisons are not made.
    const { text, diagnostics } = readHtml(`<style>${css}</style><p>253${body}`);
    expect(text).toContain("253");
    expect(diagnostics.map(({ code }) => code)).toEqual(isTooMuch ? ["styles-not-followed"] : []);
  });
});

describe("a raised figure before another one", () => {
  it.each([
    ["<sup>1</sup>253", "[1]253\n"],
    ["<sup>1</sup> 253", "[1] 253\n"],
    ["253 <sup>1</sup>", "253 [1]\n"],
    ["<sup>1,2</sup><b>253</b>", "[1,2]253\n"],
    ["<sup>a</sup>253", "a253\n"],
    ["<sup>1</sup>/<sub>2</sub>", "1/2\n"],
  ])("joins it not: %s", (html, text) => {
    expect(textOf(html)).toBe(text);
  });
});
