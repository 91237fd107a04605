/** The add-in only manifest (`OfficeApp`, version 1.1 with the overrides of 1.0): read by every Excel that knows add-ins. */
import {
  ADD_IN_BUTTON_WORDS,
  ADD_IN_NAME,
  ADD_IN_VERSION,
  ADD_IN_WORDS,
  type AddInFacts,
  iconOf,
  pageOf,
} from './add-in-facts.ts';

export function manifestXml(facts: AddInFacts): string {
  const [url, page] = [attributeText(facts.url), attributeText(pageOf(facts))];
  const icon = (size: number) => attributeText(iconOf(facts, size));
  const images = [16, 32, 80].map((size) => `<bt:Image size="${size}" resid="Icon.${size}" />`);
  const files = [16, 32, 80].map((size) => `<bt:Image id="Icon.${size}" DefaultValue="${icon(size)}" />`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<OfficeApp
  xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0"
  xmlns:ov="http://schemas.microsoft.com/office/taskpaneappversionoverrides"
  xsi:type="TaskPaneApp">
  <Id>${facts.id}</Id>
  <Version>${ADD_IN_VERSION}</Version>
  <ProviderName>SprintForge</ProviderName>
  <DefaultLocale>en-US</DefaultLocale>
  <DisplayName DefaultValue="${ADD_IN_NAME}" />
  <Description DefaultValue="${ADD_IN_WORDS}" />
  <IconUrl DefaultValue="${icon(32)}" />
  <HighResolutionIconUrl DefaultValue="${icon(64)}" />
  <SupportUrl DefaultValue="${url}/" />
  <AppDomains>
    <AppDomain>${attributeText(facts.domain)}</AppDomain>
  </AppDomains>
  <Hosts>
    <Host Name="Workbook" />
  </Hosts>
  <Requirements>
    <Sets DefaultMinVersion="1.1">
      <Set Name="ExcelApi" MinVersion="1.9" />
    </Sets>
  </Requirements>
  <DefaultSettings>
    <SourceLocation DefaultValue="${page}" />
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" xsi:type="VersionOverridesV1_0">
    <Hosts>
      <Host xsi:type="Workbook">
        <DesktopFormFactor>
          <GetStarted>
            <Title resid="Name" />
            <Description resid="Words" />
            <LearnMoreUrl resid="Server" />
          </GetStarted>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <OfficeTab id="TabHome">
              <Group id="SprintForge.Group">
                <Label resid="Name" />
                <Icon>
                  ${images.join('\n                  ')}
                </Icon>
                <Control xsi:type="Button" id="SprintForge.Open">
                  <Label resid="Button" />
                  <Supertip>
                    <Title resid="Button" />
                    <Description resid="ButtonWords" />
                  </Supertip>
                  <Icon>
                    ${images.join('\n                    ')}
                  </Icon>
                  <Action xsi:type="ShowTaskpane">
                    <TaskpaneId>SprintForge.Pane</TaskpaneId>
                    <SourceLocation resid="Page" />
                  </Action>
                </Control>
              </Group>
            </OfficeTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
        ${files.join('\n        ')}
      </bt:Images>
      <bt:Urls>
        <bt:Url id="Page" DefaultValue="${page}" />
        <bt:Url id="Server" DefaultValue="${url}/" />
      </bt:Urls>
      <bt:ShortStrings>
        <bt:String id="Name" DefaultValue="${ADD_IN_NAME}" />
        <bt:String id="Button" DefaultValue="Sync" />
      </bt:ShortStrings>
      <bt:LongStrings>
        <bt:String id="Words" DefaultValue="${ADD_IN_WORDS}" />
        <bt:String id="ButtonWords" DefaultValue="${ADD_IN_BUTTON_WORDS}" />
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
`;
}

const attributeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
