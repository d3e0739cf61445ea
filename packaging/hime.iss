; Inno Setup's plan of the installer for Windows: iscc packaging\hime.iss, after python packaging\bundle.py.
; It writes dist\hime-VERSION-windows-x64-setup.exe. It was written from reading, and was not run.

; packaging/bundle.py writes this file, which defines Version.
#include "..\build\bundle\version.iss"

[Setup]
AppId=HIME
AppName=HIME
AppVersion={#Version}
AppPublisher=HIME
; For one person, so that nobody has to ask an administrator.
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\HIME
DisableProgramGroupPage=yes
DisableDirPage=auto
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..
OutputDir=dist
OutputBaseFilename=hime-{#Version}-windows-x64-setup
SetupIconFile=build\bundle\hime\hime.ico
UninstallDisplayIcon={app}\HIME.exe
InfoAfterFile=packaging\windows\virtual_camera.txt
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[InstallDelete]
; An older version may have libraries that this one does not have.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\HIME\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\HIME"; Filename: "{app}\HIME.exe"

[Registry]
; Where a person chose in HIME that it starts with Windows, removing HIME takes that back.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "HIME"; Flags: uninsdeletevalue dontcreatekey

[Run]
Filename: "{app}\HIME.exe"; Description: "{cm:LaunchProgram,HIME}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; What HIME's own folder holds beside what was installed. A folder that a person chose may hold their own files.
Type: filesandordirs; Name: "{app}\_internal"
