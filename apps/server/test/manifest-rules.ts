/** What the published schemas of the XML manifest demand (OfficeAppManifestV1_1, TaskPaneAppVersionOverridesV1_0, OfficeAppBasicTypes 1.0), as rules. */
import { DOMParser, type Element as DomElement } from '@xmldom/xmldom';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Children of an element in the order of the schema's sequence; `?` may be missing, `+` may be repeated. */
const SEQUENCES: Readonly<Record<string, string>> = {
  OfficeApp:
    'Id AlternateId? Version ProviderName DefaultLocale DisplayName Description IconUrl? HighResolutionIconUrl? SupportUrl? AppDomains? Hosts? Requirements? DefaultSettings Permissions Dictionary? VersionOverrides?',
  AppDomains: 'AppDomain+',
  'OfficeApp/Hosts': 'Host+',
  'VersionOverrides/Hosts': 'Host+',
  'OfficeApp/Requirements': 'Sets? Methods?',
  Sets: 'Set+',
  DefaultSettings: 'SourceLocation RequestedWidth? RequestedHeight?',
  VersionOverrides: 'Description? Requirements? Hosts Resources VersionOverrides?',
  'VersionOverrides/Hosts/Host': 'AllFormFactors? DesktopFormFactor? TabletFormFactor? PhoneFormFactor?',
  DesktopFormFactor: 'GetStarted? FunctionFile? ExtensionPoint+',
  GetStarted: 'Title Description LearnMoreUrl',
  ExtensionPoint: 'OfficeTab+',
  OfficeTab: 'Group+',
  Group: 'Label Icon Control+',
  Control: 'Label ToolTip? Supertip Icon Action',
  Supertip: 'Title Description',
  Action: 'TaskpaneId? SourceLocation',
  Icon: 'Image+',
  Resources: 'Images? Urls? ShortStrings? LongStrings?',
};
const WORDS = new Set([
  'DisplayName',
  'Description',
  'IconUrl',
  'HighResolutionIconUrl',
  'SupportUrl',
  'SourceLocation',
]);

export function findFaults(xml: string): string[] {
  const root = parse(xml);
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const all = [...walk(root, [])];
  for (const { element, path } of all) {
    const sequence =
      SEQUENCES[path.slice(-3).join('/')] ?? SEQUENCES[path.slice(-2).join('/')] ?? SEQUENCES[element.name];
    if (sequence !== undefined) {
      const pattern = sequence.replace(/(\w+)([?+]?)/g, '(?:$1 )$2').replaceAll(' (', '(');
      const names = element.children.map(({ name }) => `${name} `).join('');
      demand(new RegExp(`^${pattern}$`).test(names), `${path.join('/')} holds ${names}instead of ${sequence}`);
    }
    const value = element.attributes['DefaultValue'];
    if (WORDS.has(element.name) && element.attributes['resid'] === undefined)
      demand(Boolean(value), `${element.name} has no DefaultValue`);
  }
  const named = (name: string) => all.filter(({ element }) => element.name === name).map(({ element }) => element);
  const textOf = (name: string) => named(name)[0]?.text ?? '';
  demand(root.name === 'OfficeApp' && root.attributes['type'] === 'TaskPaneApp', 'no TaskPaneApp');
  demand(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(textOf('Id')), 'Id is no GUID');
  demand(/^\d{1,5}(\.\d{1,5}){1,3}$/.test(textOf('Version')) && textOf('Version').split('.').length === 4, 'Version');
  demand(textOf('ProviderName').length <= 125 && textOf('ProviderName') !== '', 'ProviderName');
  demand(/^[a-z]{2}-[A-Z]{2}$/.test(textOf('DefaultLocale')), 'DefaultLocale');
  demand((named('DisplayName')[0]?.attributes['DefaultValue'] ?? '').length <= 125, 'DisplayName is too long');
  demand((named('Description')[0]?.attributes['DefaultValue'] ?? '').length <= 250, 'Description is too long');
  demand(
    ['Restricted', 'ReadDocument', 'ReadAllDocument', 'WriteDocument', 'ReadWriteDocument'].includes(
      textOf('Permissions'),
    ),
    'Permissions',
  );
  resources(all, demand);
  for (const { element } of all)
    for (const value of Object.values(element.attributes))
      if (/^http:/.test(value) && !/^http:\/\/(schemas\.microsoft\.com|www\.w3\.org)\//.test(value))
        faults.push(`${value} is not https`);
  return faults;
}

type Found = { readonly element: Element; readonly path: readonly string[] };

/** Each `resid` names a resource of the right kind; lengths of strings, sizes of icons. */
function resources(all: readonly Found[], demand: (holds: boolean, fault: string) => void): void {
  const kind = (name: string) =>
    new Map(
      all
        .filter(({ path }) => path.at(-2) === name)
        .map(({ element }) => [element.attributes['id'] ?? '', element.attributes['DefaultValue'] ?? '']),
    );
  const [images, urls, short, long] = ['Images', 'Urls', 'ShortStrings', 'LongStrings'].map(kind) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ];
  for (const text of short.values())
    demand(text !== '' && text.length <= 125, `"${text.slice(0, 20)}" is no short string`);
  for (const text of long.values())
    demand(text !== '' && text.length <= 250, `"${text.slice(0, 20)}" is no long string`);
  for (const id of [...images.keys(), ...urls.keys(), ...short.keys(), ...long.keys()])
    demand(id.length <= 32, `${id} is longer than 32`);
  for (const { element, path } of all) {
    const { resid } = element.attributes;
    if (resid === undefined) continue;
    const table = {
      Image: images,
      SourceLocation: urls,
      LearnMoreUrl: urls,
      Label: short,
      Title: short,
      Description: long,
    }[element.name];
    demand(table?.has(resid) === true, `${path.join('/')} names ${resid}, which is no resource of its kind`);
  }
  for (const { element, path } of all.filter((one) => one.element.name === 'Icon')) {
    const sizes = element.children.map(({ attributes }) => attributes['size']);
    for (const size of ['16', '32', '80']) demand(sizes.includes(size), `${path.join('/')} has no icon of ${size}`);
  }
}

function* walk(element: Element, above: readonly string[]): Generator<Found> {
  const path = [...above, element.name];
  yield { element, path };
  for (const child of element.children) yield* walk(child, path);
}

/** Throws when it is not well-formed. */
function parse(xml: string): Element {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') throw new Error(message);
  };
  const { documentElement } = new DOMParser({ onError }).parseFromString(xml, 'application/xml');
  if (!documentElement) throw new Error('no element');
  return elementOf(documentElement);
}

function elementOf(node: DomElement): Element {
  const children = [...node.childNodes].filter((child): child is DomElement => child.nodeType === 1).map(elementOf);
  const attributes = Object.fromEntries([...node.attributes].map((one) => [one.localName ?? one.name, one.value]));
  const text = children.length === 0 ? (node.textContent ?? '') : '';
  return { name: node.localName ?? node.nodeName, attributes, children, text };
}
