import fs from 'node:fs';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { XlsxError } from '../src/api.ts';
import { defaultLimits, limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { checkXml, refuseDtd } from '../src/xml/check-xml.ts';
import { decodeText } from '../src/xml/encoding.ts';
import { attributesOf, rootName, type StartTag, textInside, walkXml } from '../src/xml/walk-xml.ts';

function outcome(bytes: Buffer, limits = defaultLimits): string {
  try {
    checkXml(bytes, limits, 'part.xml');
    return 'ok';
  } catch (error) {
    if (error instanceof XlsxError) return error.code;
    throw error;
  }
}

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const attributes = (count: number): string =>
  `<a ${Array.from({ length: count }, (_, index) => `a${index}="1"`).join(' ')}/>`;

describe('the check before parsing', () => {
  const rows: readonly [string, string | Buffer, string][] = [
    ['an empty element', '<a/>', 'ok'],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a/>', 'ok'],
    ['a byte order mark', '\ufeff<?xml version="1.0"?><a/>', 'ok'],
    ['text, comments, CDATA, instructions', '<a>x<!-- - --><![CDATA[<&]]><?go on?> y</a>', 'ok'],
    ['comments and instructions outside of the root', '<!-- c --><?i?><a/><!-- c -->\n', 'ok'],
    ['references', '<a b="&lt;&#10;&#x1F600;">&amp;&quot;&apos;&gt;</a>', 'ok'],
    ['> in text and values', '<a b=">">></a>', 'ok'],
    ['both quotes, white space anywhere', '<a  b = \'x"\' \n c="y\'" ></a >', 'ok'],
    ['prefixes', '<x:a xmlns:x="urn:x"><x:b x:c="1"/></x:a>', 'ok'],
    ['letters beyond ASCII', '<größe wert="日本"/>', 'ok'],
    ['UTF-16 with a mark', utf16('<?xml version="1.0" encoding="UTF-16"?><a>ü</a>'), 'ok'],
    ['UTF-16 without a mark', Buffer.from('<a>ü</a>', 'utf16le'), 'ok'],
    ['depth at the limit', nested(64), 'ok'],
    ['depth over the limit', nested(65), 'XML_LIMIT'],
    ['an empty element one too deep', `${'<a>'.repeat(64)}<b/>${'</a>'.repeat(64)}`, 'XML_LIMIT'],
    ['attributes at the limit', attributes(128), 'ok'],
    ['attributes over the limit', attributes(129), 'XML_LIMIT'],
    ['a long attribute', `<a b="${'x'.repeat(64 * 1024)}"/>`, 'ok'],
    ['too long an attribute', `<a b="${'x'.repeat(64 * 1024 + 1)}"/>`, 'XML_LIMIT'],
    ['a DTD', '<!DOCTYPE a><a/>', 'XML_DTD'],
    ['a DTD in lower case', '<!doctype a><a/>', 'XML_DTD'],
    ['entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'XML_DTD'],
    ['a DTD in UTF-16', utf16('<!DOCTYPE a><a/>'), 'XML_DTD'],
    ['an entity declaration alone', '<a><!ENTITY x "y"></a>', 'XML_DTD'],
    ['Latin-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'XML_ENCODING'],
    ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?><a/>', 'XML_ENCODING'],
    ['UTF-16 that is none', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'XML_ENCODING'],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'XML_ENCODING'],
    [
      'half a character of UTF-16',
      Buffer.concat([utf16('<a>'), Buffer.from([0x00, 0xd8]), Buffer.from('</a>', 'utf16le')]),
      'XML_ENCODING',
    ],
    ['nothing', '', 'XML_MALFORMED'],
    ['text only', 'plain', 'XML_MALFORMED'],
    ['an open end', '<a><b></b>', 'XML_MALFORMED'],
    ['an open tag', '<a b="1"', 'XML_MALFORMED'],
    ['an open value', '<a b="1></a>', 'XML_MALFORMED'],
    ['an open comment', '<a><!-- ', 'XML_MALFORMED'],
    ['wrong nesting', '<a><b></a></b>', 'XML_MALFORMED'],
    ['a longer closing name', '<a></ab>', 'XML_MALFORMED'],
    ['one end too many', '<a></a></a>', 'XML_MALFORMED'],
    ['two roots', '<a/><b/>', 'XML_MALFORMED'],
    ['text behind the root', '<a/>x', 'XML_MALFORMED'],
    ['a bare &', '<a>R&D</a>', 'XML_MALFORMED'],
    ['an unknown entity', '<a>&nbsp;</a>', 'XML_MALFORMED'],
    ['a reference to a control character', '<a>&#1;</a>', 'XML_MALFORMED'],
    ['a reference to a surrogate', '<a>&#xD800;</a>', 'XML_MALFORMED'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>', 'XML_MALFORMED'],
    ['a control character', '<a>\u0001</a>', 'XML_MALFORMED'],
    ['NUL in a value', '<a b="\0"/>', 'XML_MALFORMED'],
    ['NUL in a comment', '<a><!--\0--></a>', 'XML_MALFORMED'],
    ['< in a value', '<a b="<"/>', 'XML_MALFORMED'],
    ['a value without quotes', '<a b=1/>', 'XML_MALFORMED'],
    ['an attribute twice', '<a b="1" c="2" b="1"/>', 'XML_MALFORMED'],
    ['attributes without space between them', '<a b="1"c="2"/>', 'XML_MALFORMED'],
    ['a name that begins with a digit', '<1/>', 'XML_MALFORMED'],
    ['a declaration without version', '<?xml encoding="UTF-8"?><a/>', 'XML_MALFORMED'],
    ['-- in a comment', '<a><!-- a -- b --></a>', 'XML_MALFORMED'],
    ['a declaration that comes late', ' <?xml version="1.0"?><a/>x', 'XML_MALFORMED'],
  ];
  it.each(rows)('%s', (_, content, code) => {
    expect(outcome(Buffer.from(content as string))).toBe(code);
  });

  it('is linear: 60,000 attributes, a million elements, deep nesting', () => {
    const before = process.cpuUsage();
    expect(outcome(Buffer.from(attributes(60_000)))).toBe('XML_LIMIT');
    expect(outcome(Buffer.from(`<a>${'<b c="1"/>'.repeat(1_000_000)}</a>`))).toBe('ok');
    expect(outcome(Buffer.from(nested(200_000)))).toBe('XML_LIMIT');
    expect(outcome(Buffer.from(attributes(20_000)), limitsOf({ attributes: 100 }))).toBe('XML_LIMIT');
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
  });

  it('VML need not be well-formed, but may not have a DTD', () => {
    expect(() => refuseDtd(Buffer.from('<xml><br></xml>'), 'a.vml')).not.toThrow();
    expect(() => refuseDtd(Buffer.from('<!DocType x><xml/>'), 'a.vml')).toThrow(XlsxError);
  });

  it('never lets through what saxes refuses (mutations of a sheet)', () => {
    const original =
      '<?xml version="1.0"?><w xmlns:r="urn:r"><s a="1" r:b=\'&lt;2\'><c>t &amp; x</c><!-- k --><v/></s></w>';
    const bit = fc.tuple(fc.nat(original.length - 1), fc.constantFrom(...'<>&;"\'/=! x:-?[]\u0001'));
    fc.assert(
      fc.property(fc.array(bit, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = [...original];
        for (const [at, character] of changes) text[at] = character;
        const mutated = text.join('');
        if (outcome(Buffer.from(mutated)) === 'ok') expect(saxesRefuses(mutated)).toBe('');
      }),
      { seed: 7, numRuns: process.env.SPRINTFORGE_LONG ? 200_000 : 5_000 },
    );
  });
});

/** What saxes finds wrong; '' if nothing. Colons and `]]>` in text are left aside: so does the check. */
function saxesRefuses(text: string): string {
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => found.push(error.message));
  parser.write(text).close();
  return found.filter((message) => !message.includes(']]>')).join('\n');
}

describe.skipIf(!hasCorpus('fidelity'))('real parts', () => {
  it('agrees with saxes about every small part', () => {
    for (const entry of sample(corpus('fidelity'), 20)) {
      const pkg = Package.open(fs.readFileSync(entry.path), defaultLimits);
      for (const name of pkg.names.filter((part) => /\.(xml|rels)$/i.test(part))) {
        if (pkg.bytes(name).length > 100_000) continue;
        expect(`${name} ${saxesRefuses(decodeText(pkg.utf8(name), name))}`).toBe(`${name} `);
      }
    }
  });
});

describe('walking over tags', () => {
  const bytes = Buffer.from(
    '<x:w><c r="A1"><f a="&gt;">WEB<!-- <f>no</f> -->SER<![CDATA[VICE(&]]>&quot;<i>b</i>)</f></c><f/><!-- <f>x</f> --></x:w>',
  );
  const tags: StartTag[] = [];
  walkXml(
    bytes,
    (b, start, end) => b.toString('latin1', start, end) === 'f',
    (tag) => tags.push(tag),
  );

  it('sees elements, not comments', () => expect(tags.map((tag) => tag.empty)).toEqual([false, true]));
  it('reads text as a parser does', () => expect(textInside(bytes, tags[0]!)).toBe('WEBSERVICE(&"b)'));
  it('tells the root', () => {
    expect(rootName(bytes)).toBe('w');
    expect(rootName(Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- <no/> --><a:b\n/>'))).toBe('b');
  });
  it('reads attributes', () => expect([...attributesOf(bytes, tags[0]!)]).toEqual([['a', '>']]));
});
