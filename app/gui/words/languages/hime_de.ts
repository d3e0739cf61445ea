<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation>{path}: kann nicht angelegt werden ({reason})</translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation>{path}: kann nicht entfernt werden ({reason})</translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation>Windows lässt sich nicht bitten, HIME zu starten ({reason})</translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation>Windows startet HIME weiterhin ({reason})</translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation>In HIME ist etwas schiefgegangen ({fault})</translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation>Diese Kamera oder dieses System lässt HIME hier nichts einstellen.</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>Kamera: {name}</translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation>Die Kamera wird abgefragt</translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation>Die Kamera behält, was Sie hier einstellen, auch für andere Programme, bis sie ausgesteckt wird.</translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation>Was sich an der Kamera einstellen lässt</translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation>Zurück zu den Standard&amp;werten der Kamera</translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation>Alles auf den Lieferzustand zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>Diese Seite schließen</translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation>Licht, Belichtung und Fokus</translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation>{title}: nicht geprüft</translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation>{title}: in Ordnung</translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation>{title}: zu tun</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation>Um das zu beheben, ändern Sie Ihre Einstellungsdatei:</translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation>Um das zu beheben, öffnen Sie ein Terminal und fügen Sie ein:</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>Zeigen, wie</translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation>Zeigen, wie Sie das beheben: {title}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation>Mehr über: {title}</translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation>Befehl, der das Problem behebt</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>Diese Zeile kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation>Willkommen bei HIME</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>Diesen Computer prüfen</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>Dieser Computer wird geprüft</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>Diesen Computer noch einmal prüfen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>Den Anruf beginnen</translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation>HIME macht Ihr Gesicht in Videoanrufen scharf, wenn Sie weit von der Kamera sitzen.</translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation>&amp;Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Dieser Computer wird geprüft…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation>HIME kann Bilder lesen und zeichnen.</translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation>Der Teil, der Bilder zeichnet, ist doppelt installiert. HIME kann jederzeit ausfallen.</translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation>Der Teil, der Bilder zeichnet, funktioniert nicht. HIME braucht ihn unbedingt.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation>HIME kann benutzt werden mit: {detail}.</translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation>HIME sieht hier keine Kamera. Bis es eine gibt, zeigt es einen Beispielanruf.</translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation>HIME kann nicht nach Kameras suchen, weil ein Teil davon nicht funktioniert.</translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation>Erlaubnis, Kameras zu benutzen</translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation>Ihr Konto darf jede Kamera hier benutzen, echt oder virtuell.</translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation>Ihr Konto darf vielleicht nicht jede Kamera hier benutzen. Eine solche Kamera kann HIME weder öffnen noch mit Bildern versorgen.</translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation>Es gibt noch keine Kamera, echt oder virtuell, die Ihr Konto benutzen dürfte.</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation>Die virtuelle Kamera ist da. Wählen Sie sie in einer Besprechung anstelle Ihrer Kamera.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, most meeting programs do not find HIME&apos;s picture.</source>
        <translation>Es gibt noch keine virtuelle Kamera. Solange es keine gibt, finden die meisten Meeting-Programme das Bild von HIME nicht.</translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation>Virtuelle Kamera in Chrome und Zoom</translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation>Chrome und Zoom können die virtuelle Kamera anzeigen.</translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation>Chrome und Zoom zeigen die virtuelle Kamera nicht an, weil ihr eine Einstellung fehlt.</translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation>Es ließ sich nicht prüfen, ob Chrome und Zoom die virtuelle Kamera anzeigen können.</translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation>Wahl der virtuellen Kamera</translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation>Es ist klar, an welche virtuelle Kamera HIME sendet.</translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation>Es ist nicht klar, an welche virtuelle Kamera HIME sendet. Vielleicht benutzt ein anderes Programm sie.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation>Es gibt noch keine virtuelle Kamera zur Auswahl.</translation>
    </message>
    <message>
        <source>Camera without a kernel module</source>
        <translation>Kamera ohne Kernelmodul</translation>
    </message>
    <message>
        <source>HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot.</source>
        <translation>HIME kann eine Kamera in PipeWire sein. Firefox und Chrome können sie auflisten, Zoom und viele andere nicht.</translation>
    </message>
    <message>
        <source>Your settings ask for a camera in PipeWire, and there is no PipeWire here.</source>
        <translation>Ihre Einstellungen verlangen eine Kamera in PipeWire, aber hier gibt es kein PipeWire.</translation>
    </message>
    <message>
        <source>There is no PipeWire here, in which HIME could be a camera without a kernel module.</source>
        <translation>Hier gibt es kein PipeWire, in dem HIME ohne Kernelmodul eine Kamera sein könnte.</translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation>Installation des Rechenmoduls</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation>Das Rechenmodul, das schärfere Gesichter berechnet, ist installiert.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation>Das Rechenmodul, das schärfere Gesichter berechnet, passt nicht zu diesem Computer. Es kann langsam sein oder ausfallen.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation>Das Rechenmodul, das schärfere Gesichter berechnet, ist nicht installiert. HIME braucht es unbedingt.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Rechenmodul</translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation>Das Rechenmodul funktioniert, und HIME nutzt den schnellsten Weg, den dieser Computer hat.</translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation>Das Rechenmodul funktioniert, aber ohne Ihre Grafikkarte, die schneller wäre.</translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation>Das Rechenmodul funktioniert nicht. Ohne es kann HIME keine Gesichter schärfen.</translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation>Was HIME gelernt hat</translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation>Was HIME über Gesichter gelernt hat, ist da und vollständig.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation>Eine Datei mit dem, was HIME über Gesichter gelernt hat, ist beschädigt oder fehlt. Ihre Anrufe brauchen sie nicht.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation>Eine Datei mit dem, was HIME über Gesichter gelernt hat, ist beschädigt oder fehlt. HIME braucht sie unbedingt.</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>Nichts wird gesendet</translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation>Kein Teil von HIME meldet irgendjemandem, was Sie tun.</translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation>Ein Teil von HIME meldet seinem Hersteller vielleicht, dass Sie ihn benutzen.</translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation>Spuren von früher</translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation>Hier wurde nichts hinterlassen, das von Ihrer Nutzung erzählt.</translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation>Eine ältere Version von HIME oder ein anderes Programm hat hier Notizen über Ihre Nutzung hinterlassen.</translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation>Es gibt hier keinen Ort, an dem solche Notizen liegen könnten.</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation>Das Fenster funktioniert.</translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation>Das Fenster öffnet sich vielleicht nicht oder schließt sich von selbst.</translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation>Die Prüfung selbst</translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation>Dieser Computer konnte nicht geprüft werden.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation>HIME kann Ihre Anrufe noch nicht schärfen: Ein Punkt muss behoben werden.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation>HIME kann Ihre Anrufe noch nicht schärfen: {count} Punkte müssen behoben werden.</translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation>HIME funktioniert, aber für Besprechungen fehlt noch etwas.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation>HIME funktioniert, aber für Besprechungen fehlen noch {count} Dinge.</translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation>HIME funktioniert, aber ein Punkt braucht Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation>HIME funktioniert, aber {count} Punkte brauchen Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation>Nahaufnahme eines fernen Gesichts</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>Nahaufnahme</translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation>Nahaufnahme, gerade eben</translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation>Wenn ein Gesicht weit weg ist, sehen Sie hier, was HIME daraus macht.</translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation>Ohne HIME</translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation>Mit HIME</translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation>Gerade wird kein Gesicht geschärft.

Sitzen Sie ein paar Sekunden nah an der Kamera. Gehen Sie dann zurück, bis Ihr Gesicht im Bild klein ist. HIME muss dabei an sein. Der Vergleich erscheint hier von selbst und bleibt hier.</translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation>Es läuft kein Anruf, oder HIME bereitet sich noch vor. Der Vergleich erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation>Stärke in Prozent</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation>Wie viel vom Bild andere sehen</translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation>Auf Personen zoomen</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>Vorher und nachher vergleichen</translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation>Hier zeigen, was die Kamera sieht, neben dem, was andere sehen; ziehen Sie die Kante</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>Aufnahme anhalten</translation>
    </message>
    <message>
        <source>The recording stands still</source>
        <translation>Die Aufnahme steht still</translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation>Mein Video anhalten</translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation>Andere sehen etwas anderes als Sie. Was sie sehen, wählen Sie in den Einstellungen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>Beispielanruf</translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation>Virtuelle Kamera (automatisch)</translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation>Keine (nur Vorschau)</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>Aufnahme: {name}</translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation>Niemand: Sie läuft nur hier</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>&amp;Stärke</translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation>Wie stark die Schärfung zu sehen ist; die Pfeiltasten ändern es</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>&amp;Kamera</translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation>Welche Kamera Sie sieht</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>A&amp;usgabe</translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation>Wohin das Bild geht: Wählen Sie in Ihrer Besprechung dieselbe Kamera</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>Ansi&amp;cht</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</source>
        <translation>Qt und PySide6 (LGPL-3.0), OpenCV und BlazeFace (Apache-2.0), YuNet und ONNX Runtime (MIT), PyAV (BSD) mit FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation>Über HIME</translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation>Scharfe Gesichter in Videoanrufen, aus Ihren eigenen früheren Nahaufnahmen. Alles geschieht auf diesem Computer, und die Bilder bleiben nur im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation>HIME ist freie Software unter der Apache-Lizenz 2.0. Es baut auf: {parts}.</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Unterschied ansehen</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>Fest&amp;halten</translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation>Diesen Vergleich festhalten, während der Anruf weitergeht</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Bild speichern…</translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation>Diesen Vergleich als Bild speichern</translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation>Nicht gespeichert: Der Vergleich ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Festgehalten</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>Gerade eben</translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation>Diesen Vergleich speichern</translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation>HIME schärft ein fernes Gesicht mit nahen Bildern derselben Person von früher in diesem Anruf. Hier sehen Sie, was sie beitragen.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gespeichert als {path}</translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation>Kamera, vergrößert</translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation>HIME ohne frühere Bilder</translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation>HIME mit früheren Bildern</translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation>Änderung, {times}-fach verstärkt</translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation>Benutzte Bilder</translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation>Wo jedes Bild geholfen hat</translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation>HIME hat noch keine Bilder von diesem Gesicht: Setzen Sie sich ein paar Sekunden nah an die Kamera und gehen Sie dann zurück.</translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation>Alles, was zu diesem Gesicht hinzukommt, stammt aus diesem einen Bild.</translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation>Gelb: Viele Einzelheiten dort stammen aus dem Bild. Blau: wenige.</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation>Wo Bild {number} geholfen hat</translation>
    </message>
    <message>
        <source>Picture {number}: {share}% of what the pictures gave</source>
        <translation>Bild {number}: {share} % von dem, was die Bilder beitrugen</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>Es gibt noch kein Bild zum Speichern.</translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation>Keine Kamera ist offen, also gibt es nichts einzustellen.</translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation>Geben Sie einen Namen für die Datei ein.</translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation>{folder} ist ein Ordner. Fügen Sie einen Namen für die Datei hinzu.</translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation>Der Name {name} muss auf .mp4, .mkv oder .mov enden.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation>Es gibt keinen Ordner {folder}. Wählen Sie einen Ordner, den es gibt.</translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation>{path} ist die Aufnahme selbst. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation>Aufnahme exportieren</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zieldatei</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Auswählen…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>Wählen Sie, in welche Datei geschrieben wird</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Die Datei schreiben</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation>Den Ordner der Datei öffnen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>Abbrechen und keine Datei hinterlassen</translation>
    </message>
    <message>
        <source>Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call.</source>
        <translation>Ferne Gesichter werden mit der eingestellten Stärke geschärft, und der Ton bleibt erhalten. Während eines Anrufs dauert es länger.</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>Speichern &amp;unter</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>{done} Bilder sind fertig.</translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation>{done} von {total} Bildern sind fertig.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>Video speichern</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation>In diesem Ordner gibt es schon eine Datei {name}. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Not kept: {which}.</source>
        <translation>Nicht erhalten: {which}.</translation>
    </message>
    <message>
        <source>Converted: {which}.</source>
        <translation>Umgewandelt: {which}.</translation>
    </message>
    <message>
        <source>Kept in part: {which}.</source>
        <translation>Teilweise erhalten: {which}.</translation>
    </message>
    <message>
        <source>One picture of the recording is damaged.</source>
        <translation>Ein Bild der Aufnahme ist beschädigt.</translation>
    </message>
    <message>
        <source>{count} pictures of the recording are damaged.</source>
        <translation>{count} Bilder der Aufnahme sind beschädigt.</translation>
    </message>
    <message>
        <source>The last second of the recording cannot be read.</source>
        <translation>Die letzte Sekunde der Aufnahme kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The last {seconds} seconds of the recording cannot be read.</source>
        <translation>Die letzten {seconds} Sekunden der Aufnahme können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>sound track {number} ({why})</source>
        <translation>Tonspur {number} ({why})</translation>
    </message>
    <message>
        <source>subtitle track {number} ({why})</source>
        <translation>Untertitelspur {number} ({why})</translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation>Noch etwa {count} Sekunden.</translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation>Noch etwa eine Minute.</translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation>Noch etwa {count} Minuten.</translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation>„{keys}“ ist keine Taste, die HIME belegen kann; wählen Sie einen Buchstaben, eine Ziffer, F1 bis F24 oder Pause, wie in Ctrl+Alt+P.</translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation>„{keys}“ ist eine Taste zum Tippen; nehmen Sie Ctrl (Strg), Alt oder Meta hinzu.</translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation>Unter Wayland kann HIME keine Taste belegen, solange ein anderes Programm die Tastatur hat.</translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation>Auf diesem System kann HIME keine Taste belegen, solange ein anderes Programm die Tastatur hat.</translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation>Diese Tastatur hat keine Taste „{keys}“.</translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation>HIME erreicht die X11-Anzeige nicht und kann dort deshalb keine Taste belegen.</translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation>Nicht in der Liste?</translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation>Versuchen Sie dies der Reihe nach</translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation>Vor einer Besprechung</translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation>Öffnen Sie Zoom und klicken Sie auf Ihr Bild oben rechts, dann auf „Einstellungen“.</translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation>Öffnen Sie „Video &amp; Effekte“ (in älteren Versionen: „Video“).</translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation>Wählen Sie in der Liste neben „Kamera“ den Eintrag „{camera}“.</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>In einer Besprechung</translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation>Klicken Sie auf den kleinen Pfeil neben „Video“ (oder „Video beenden“).</translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation>Wählen Sie unter „Kamera auswählen“ den Eintrag „{camera}“.</translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation>Bevor Sie teilnehmen</translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation>Öffnen Sie den Link der Besprechung. Wenn der Browser fragt, erlauben Sie ihm die Kamera.</translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation>Öffnen Sie unter Ihrem Bild die Liste, die die jetzige Kamera nennt, und wählen Sie „{camera}“.</translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation>Klicken Sie auf den kleinen Pfeil neben der Kamerataste („Videoeinstellungen“).</translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation>Wählen Sie „{camera}“. Sie finden die Kamera auch unter „Weitere Optionen“ (⋮), „Einstellungen“, „Video“, „Kamera“.</translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation>Klicken Sie auf die drei Punkte („Einstellungen und mehr“) neben Ihrem Bild oben rechts, dann auf „Einstellungen“.</translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation>Öffnen Sie „Geräte“.</translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation>Wählen Sie unter „Video“ oder „Videoeinstellungen“ in der Liste „Kamera“ den Eintrag „{camera}“.</translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation>Klicken Sie auf den kleinen Pfeil neben „Kamera“.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation>Wählen Sie „{camera}“ in der Liste der Kameras. Sie finden die Kamera auch unter „Mehr“, „Einstellungen“, „Geräteeinstellungen“.</translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation>Unter Linux gibt es kein Teams-Programm: Öffnen Sie teams.microsoft.com in Chrome oder Edge; die Schritte sind gleich.</translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation>Chrome und Edge</translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation>Geben Sie chrome://settings/content/camera in die Adresszeile ein
(in Edge: edge://settings/content/camera).</translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation>Wählen Sie in der Liste oben „{camera}“.</translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation>Laden Sie die Besprechungsseite neu. Wenn sie fragt, erlauben Sie ihr die Kamera.</translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation>Wenn die Seite nach der Kamera fragt, wählen Sie in der Frage von Firefox „{camera}“, dann „Erlauben“.</translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation>Firefox fragt nicht? Klicken Sie links neben der Adresse auf das Symbol für Berechtigungen, entfernen Sie „Kamera verwenden“ und laden Sie die Seite neu.</translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation>Öffnen Sie im Menü „Safari“ den Punkt „Einstellungen“, „Websites“, „Kamera“, und erlauben Sie die Kamera für die Besprechungsseite.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation>Wählen Sie „{camera}“ in den Einstellungen der Besprechungsseite.</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation>Viele Besprechungsseiten haben in ihren eigenen Einstellungen eine Liste der Kameras: Benutzen Sie zuerst diese.</translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation>Lassen Sie HIME offen: Seine Kamera ist nur da, solange HIME läuft.</translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation>Schließen Sie das Besprechungsprogramm ganz und starten Sie es neu, oder laden Sie die Seite neu: Die meisten suchen nur einmal nach Kameras.</translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation>Öffnen Sie in HIME „Hilfe“, „Diesen Computer prüfen“, und folgen Sie den Anweisungen.</translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation>Wenn OBS Studio offen ist, drücken Sie dort „Virtuelle Kamera stoppen“: Nur ein Programm kann an diese Kamera senden.</translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation>Öffnen Sie in Windows „Einstellungen“, „Datenschutz und Sicherheit“, „Kamera“, und schalten Sie „Zulassen, dass Desktop-Apps auf Ihre Kamera zugreifen“ ein.</translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation>Öffnen Sie in den Systemeinstellungen „Allgemein“, „Anmeldeobjekte &amp; Erweiterungen“, „Kameraerweiterungen“, und schalten Sie OBS ein.</translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation>Öffnen Sie in den Systemeinstellungen „Datenschutz &amp; Sicherheit“, „Kamera“, und schalten Sie das Besprechungsprogramm oder den Browser ein.</translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation>Programme aus Snap oder Flatpak brauchen die Erlaubnis, Kameras zu benutzen: Schalten Sie sie in den Systemeinstellungen für Apps ein.</translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation>So wählen Sie die Kamera</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation>Die virtuelle Kamera gibt es noch nicht: Prüfen Sie zuerst diesen Computer, und folgen Sie dann den Schritten unten.</translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation>Diesen Computer &amp;prüfen</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>Ansehen, was fehlt</translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation>Wählen Sie in anderen Programmen die Kamera „{camera}“</translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation>Das machen Sie in jedem Programm einmal: Es merkt sich die Wahl. HIME muss offen sein.</translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation>Etwas ist schiefgegangen ({fault})</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Anruf</translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation>&amp;Gesichter schärfen</translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation>Aus: Das Bild geht unverändert hinaus</translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation>Mein &amp;Video anhalten</translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation>Andere sehen etwas anderes als Sie</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>&amp;Aufnahme öffnen…</translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation>Einen aufgenommenen Anruf hier geschärft abspielen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation>Die laufende Aufnahme geschärft speichern</translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation>&amp;Zurück zur Kamera</translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation>Die Aufnahme beenden und mit der Kamera weitermachen</translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation>&amp;Bild speichern…</translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation>Das Bild speichern, das andere gerade sehen</translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation>&amp;Licht und Fokus…</translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation>Licht, Belichtung und Fokus der Kamera selbst</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation>Alles, was Sie selten brauchen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation>Den Anruf und HIME beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation>Auf Personen &amp;zoomen</translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation>Andere sehen einen Teil des Bildes, rund um die Personen</translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation>&amp;Ganzes Bild</translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation>Andere sehen alles, was die Kamera sieht</translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation>Personen &amp;folgen</translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation>Der gezeigte Ausschnitt bewegt sich mit den Personen</translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation>Diesen &amp;Ausschnitt behalten</translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation>Der gezeigte Ausschnitt bleibt, wo er jetzt ist</translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation>Meine Vorschau &amp;spiegeln</translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation>Nur Sie sehen es gespiegelt. Andere sehen das Bild, wie es ist</translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation>&amp;Vorher und nachher vergleichen</translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation>Das Kamerabild daneben</translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation>&amp;Leistung</translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation>Hier zeigen, wie lange alles dauert</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation>&amp;Bilder von Ihnen</translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation>&amp;Lernen anhalten</translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation>Von niemandem neue Bilder aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>&amp;Alle vergessen…</translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation>Alle diese Bilder vergessen</translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation>&amp;Unterschied ansehen…</translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation>Ein fernes Gesicht mit und ohne diese Bilder ansehen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation>So wählen Sie die &amp;Kamera…</translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation>In Zoom, Meet, Teams und im Browser</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation>Diesen &amp;Computer prüfen…</translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation>Was fehlt, und wie Sie es bekommen</translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation>So &amp;aktualisieren Sie…</translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation>Welche Version das ist, und wie Sie eine neuere bekommen</translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation>Ü&amp;ber HIME</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>Version und Lizenzen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation>Das Bild, wie andere es sehen. Beim Vergleich von vorher und nachher bewegen die Pfeiltasten die Kante.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation>{rate} Bilder pro Sekunde, {late} ms nach der Kamera</translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept</source>
        <translation>Gesicht {number}: {side} px, {pictures} Bilder, {time} ms, {kept} % behalten</translation>
    </message>
    <message>
        <source>{cores} of {all} processor cores</source>
        <translation>{cores} von {all} Prozessorkernen</translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation>der Akku liefert {watts} W</translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation>Aufnahme öffnen?</translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation>Andere sehen dann Ihre Kamera nicht mehr: Ihr Bild steht für sie still. Die Aufnahme läuft nur hier.</translation>
    </message>
    <message>
        <source>The recording to {file} ends then. The one that you open plays only here.</source>
        <translation>Die Aufnahme in {file} endet dann. Diejenige, die Sie öffnen, läuft nur hier.</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufnahme öffnen…</translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation>Im Anruf bleiben</translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.</source>
        <translation>Alle {count} Bilder werden sofort gelöscht. Sie lassen sich nicht zurückholen, aber HIME kann neu lernen.</translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation>Alle Bilder vergessen?</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Alle vergessen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>Ein Export läuft.</translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation>Wenn Sie jetzt beenden, wird die exportierte Datei nicht fertig, und nichts davon bleibt erhalten.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>Weiter exportieren</translation>
    </message>
    <message>
        <source>If you close this window now, nothing of the exported file is kept.</source>
        <translation>Wenn Sie dieses Fenster jetzt schließen, bleibt nichts von der exportierten Datei.</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation>Modell nur für die Forschung</translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation>meldet die Nutzung an Google</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>HIME</source>
        <translation>HIME</translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation>Während Ihr Video angehalten ist</translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation>Das gesendete Bild</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>HIME uses the new language when you start it again.</source>
        <translation>HIME benutzt die neue Sprache, wenn Sie es wieder starten.</translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation>HIME unsichtbar mit dem Computer starten</translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine.</source>
        <translation>Die Texte in anderen Sprachen als Englisch wurden von einer Maschine übersetzt.</translation>
    </message>
    <message>
        <source>{keys} also works while another program is in front</source>
        <translation>{keys} wirkt auch, während ein anderes Programm im Vordergrund ist</translation>
    </message>
    <message>
        <source>Another size or rate restarts the call. HIME then learns your face again.</source>
        <translation>Mit einer anderen Größe oder Bildrate beginnt der Anruf von vorn. HIME lernt dann Ihr Gesicht neu.</translation>
    </message>
    <message>
        <source>Automatic: the best one for this computer</source>
        <translation>Automatisch: die beste für diesen Computer</translation>
    </message>
    <message>
        <source>Way of sharpening</source>
        <translation>Art des Schärfens</translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation>Ein unscharfes Bild</translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation>Ein Standbild</translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation>Ein eigenes Bild…</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Andere sehen</translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation>Größe beim Zoomen</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>{rate} Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation>{network}, nur für die Forschung</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} Pixel</translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation>Kleinstes Gesicht, das gelernt wird</translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation>Größtes Gesicht, das geschärft wird</translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation>Das legt die Einstellungsdatei fest ({keys}).</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild auswählen</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal abspielen</translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation>Andere Kamera wählen…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>Diesen Computer prüfen…</translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation>Beispielanruf ansehen</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>Andere Aufnahme öffnen…</translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation>Zurück zur Kamera</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>Wird geschlossen…</translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation>Drücken Sie „Starten“, um zu beginnen.</translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation>Ihr Video ist angehalten.</translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation>Die Kamera ist getrennt. HIME verbindet sich von selbst wieder.</translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation>Niemand sieht zu, deshalb ruht die Kamera.</translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation>Gesichter können gerade nicht geschärft werden. Das Bild wird unverändert gezeigt.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>Es gibt kein Bild.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>Die Aufnahme ist zu Ende.</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Der Anruf ist beendet.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation>Ihr Video ist angehalten: Andere sehen ein Standbild.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation>Ihr Video ist angehalten: Andere sehen ein unscharfes Bild.</translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation>Ihr Video ist angehalten: Andere sehen das Bild, das Sie gewählt haben.</translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures are ready for when they sit back.</source>
        <translation>{people} Personen sind nah und scharf. {pictures} Bilder sind bereit, falls sie zurückrücken.</translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation>Sie sind nah und scharf. {pictures} Bilder von Ihnen sind bereit, falls Sie weiter weg sitzen.</translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation>Das Gesicht ist nah und scharf. {pictures} Bilder davon sind bereit, falls es weit weg ist.</translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation>Ich sehe niemanden. Setzen Sie sich vor die Kamera.</translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation>Ich sehe hier kein Gesicht.</translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation>Das Lernen ist angehalten: Es werden keine neuen Bilder aufgenommen.</translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation>Ich sehe nach, ob ich Sie kenne…</translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation>Ich sehe nach, ob ich dieses Gesicht kenne…</translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation>Ich lerne diese Gesichter…</translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation>Ich lerne dieses Gesicht…</translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation>Ich lerne Ihr Gesicht: Bleiben Sie nah und sehen Sie einen Moment in die Kamera.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation>Sie sind weit von der Kamera: mit 1 Bild von Ihnen geschärft.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} pictures of you.</source>
        <translation>Sie sind weit von der Kamera: mit {used} Bildern von Ihnen geschärft.</translation>
    </message>
    <message>
        <source>You are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Sie sind weit weg, aber der Computer ist zu ausgelastet. Es hilft, andere Programme zu schließen.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} pictures of it.</source>
        <translation>Das Gesicht ist weit weg: mit {used} Bildern davon geschärft.</translation>
    </message>
    <message>
        <source>The face is far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Das Gesicht ist weit weg, aber der Computer ist zu ausgelastet. Es hilft, andere Programme zu schließen.</translation>
    </message>
    <message>
        <source>Faces are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Gesichter sind weit weg, aber der Computer ist zu ausgelastet. Es hilft, andere Programme zu schließen.</translation>
    </message>
    <message>
        <source>This recording cannot be played.</source>
        <translation>Diese Aufnahme lässt sich nicht abspielen.</translation>
    </message>
    <message>
        <source>Recording, {position}</source>
        <translation>Aufnahme, {position}</translation>
    </message>
    <message>
        <source>Recording, {position} of {length}</source>
        <translation>Aufnahme, {position} von {length}</translation>
    </message>
    <message>
        <source>No pictures. Learning is paused, so none are taken.</source>
        <translation>Keine Bilder. Das Lernen ist angehalten, daher werden keine aufgenommen.</translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when the call ends.</source>
        <translation>Noch keine Bilder. Setzen Sie sich ein paar Sekunden nah an die Kamera. Bilder bleiben nur im Arbeitsspeicher und sind weg, wenn der Anruf endet.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the recording ends.</source>
        <translation>Noch keine Bilder. Sie bleiben nur im Arbeitsspeicher und sind weg, wenn die Aufnahme endet.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the call ends.</source>
        <translation>Noch keine Bilder. Sie bleiben nur im Arbeitsspeicher und sind weg, wenn der Anruf endet.</translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation>Sie sind weit von der Kamera: wird bearbeitet…</translation>
    </message>
    <message>
        <source>The recording is paused at {position}.</source>
        <translation>Die Aufnahme ist bei {position} angehalten.</translation>
    </message>
    <message>
        <source>HIME is off: faces are not sharpened.</source>
        <translation>HIME ist aus: Gesichter werden nicht geschärft.</translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation>Sie sind weit von der Kamera. Ich sehe nach, ob ich Sie kenne…</translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation>Sie sind weit von der Kamera. Setzen Sie sich ein paar Sekunden nah heran, damit ich Ihr Gesicht lerne.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation>Sie sind weit von der Kamera: ohne Bilder von Ihnen geschärft.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation>Das Gesicht ist weit weg: mit 1 Bild davon geschärft.</translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation>Das Gesicht ist weit weg: wird bearbeitet…</translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation>Das Gesicht ist weit weg. Ich sehe nach, ob ich es kenne…</translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation>Das Gesicht ist weit weg: ohne Bilder geschärft, denn ich habe keine davon.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation>{far} von {all} Gesichtern sind weit weg: mit Bildern derselben Personen geschärft.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation>1 von {all} Gesichtern ist weit weg: mit Bildern derselben Person geschärft.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation>{far} von {all} Gesichtern sind weit weg: bisher ohne Bilder geschärft.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation>1 von {all} Gesichtern ist weit weg: bisher ohne Bilder geschärft.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation>{far} von {all} Gesichtern sind weit weg: werden bearbeitet…</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation>1 von {all} Gesichtern ist weit weg: wird bearbeitet…</translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation>Ansehen, was diesem Computer fehlt.</translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation>Es wurde keine Kamera gefunden, deshalb sehen Sie einen Beispielanruf.</translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation>Nur Sie sehen dieses Bild: Es gibt keine virtuelle Kamera.</translation>
    </message>
    <message>
        <source>Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot.</source>
        <translation>Kamera in PipeWire: Firefox und Chrome können sie auflisten, Zoom nicht.</translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation>Bilder von Ihnen</translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation>Bilder der Personen hier</translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation>Bilder aus dem Beispielanruf</translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation>Bilder aus dieser Aufnahme</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the recording ends.</source>
        <translation>Keine Bilder. Sie werden aus dem Arbeitsspeicher gelöscht, wenn die Aufnahme endet.</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the call ends.</source>
        <translation>Keine Bilder. Sie werden aus dem Arbeitsspeicher gelöscht, wenn der Anruf endet.</translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation>Wie viel vom Prozessor HIME nutzt</translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation>Herausfinden, was fehlt und wie Sie es bekommen</translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation>Status: {sentence}</translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation>HIME nutzt {usage}</translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation>Lernen anhalten</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>Alle vergessen…</translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation>Gemerkte Bilder</translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation>HIME an oder aus</translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation>Gesichter schärfen, oder das Bild so senden, wie die Kamera es sieht</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Sharpens far faces</source>
        <translation>Ferne Gesichter werden scharf</translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation>Bild unverändert</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>Forget this picture</source>
        <translation>Dieses Bild vergessen</translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation>Dieses Bild vergessen: {picture}</translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation>Vergessen: Entf</translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation>gerade im Bild</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>gerade nicht im Bild</translation>
    </message>
    <message>
        <source>{age} old, quality {quality}%, {place}</source>
        <translation>{age} alt, Qualität {quality} %, {place}</translation>
    </message>
    <message>
        <source>contributes {share}% now</source>
        <translation>trägt gerade {share} % bei</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation>Gesichter schärfen</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>HIME: {sentence}</source>
        <translation>HIME: {sentence}</translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation>So aktualisieren Sie HIME</translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation>Das ist HIME {version}</translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation>Dieses HIME ist nicht installiert</translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation>Zeilen, die HIME aktualisieren</translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation>HIME sucht nicht selbst nach neuen Versionen, weil es nichts sendet. Schließen Sie HIME, bevor Sie es aktualisieren.</translation>
    </message>
    <message>
        <source>To get the newest version, get the newest package of HIME from where you got this one, and install it in the place of this one. Your settings stay.</source>
        <translation>Die neueste Version bekommen Sie, indem Sie das neueste Paket von HIME dort holen, wo Sie dieses her haben, und es an seiner Stelle installieren. Ihre Einstellungen bleiben.</translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation>Diese Kopie weiß nicht, woher sie stammt. Um die neueste Version zu bekommen, installieren Sie HIME noch einmal wie zuvor.</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation>Diese Kopie wurde aus dem Ordner {folder} installiert. Um die neueste Version zu bekommen, führen Sie diese Zeilen in einem Terminal aus:</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation>Diese Kopie wurde aus dem Ordner {folder} installiert. Um die neueste Version zu bekommen, legen Sie sie in diesen Ordner und führen Sie dann diese Zeilen in einem Terminal aus:</translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation>{reason}. Andere sehen ein unscharfes Bild.</translation>
    </message>
    <message>
        <source>Pause the &amp;recording</source>
        <translation>Aufnahme an&amp;halten</translation>
    </message>
    <message>
        <source>The settings stay as they were: {mistake}</source>
        <translation>Die Einstellungen bleiben, wie sie waren: {mistake}</translation>
    </message>
    <message>
        <source>The settings stay as they were. The first of {count} mistakes: {mistake}</source>
        <translation>Die Einstellungen bleiben, wie sie waren. Der erste von {count} Fehlern: {mistake}</translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”.</source>
        <translation>Ein anderes Programm benutzt „{keys}“ schon.</translation>
    </message>
    <message>
        <source>The program that loads parts of the system (modprobe) is missing here.</source>
        <translation>Das Programm, das Teile des Systems lädt (modprobe), fehlt hier.</translation>
    </message>
    <message>
        <source>No password was given, so nothing was changed.</source>
        <translation>Es wurde kein Passwort eingegeben, also wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The system did not allow it. The password was wrong, or your account may not do this.</source>
        <translation>Das System hat es nicht erlaubt. Das Passwort war falsch, oder Ihr Konto darf das nicht.</translation>
    </message>
    <message>
        <source>Nothing on this desktop can ask for the password.</source>
        <translation>Auf diesem Desktop kann nichts nach dem Passwort fragen.</translation>
    </message>
    <message>
        <source>Secure Boot refuses the virtual camera until its key is enrolled.</source>
        <translation>Secure Boot lehnt die virtuelle Kamera ab, bis ihr Schlüssel eingetragen ist.</translation>
    </message>
    <message>
        <source>The system could not do it: {reason}</source>
        <translation>Das System konnte es nicht tun: {reason}</translation>
    </message>
    <message>
        <source>Another program uses the virtual camera now. Close that program, and try again.</source>
        <translation>Ein anderes Programm benutzt gerade die virtuelle Kamera. Schließen Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Switch on the virtual camera</source>
        <translation>Virtuelle Kamera einschalten</translation>
    </message>
    <message>
        <source>Restart the virtual camera</source>
        <translation>Virtuelle Kamera neu starten</translation>
    </message>
    <message>
        <source>Your computer asks for an administrator&apos;s password. HIME does not see it.</source>
        <translation>Ihr Computer fragt nach dem Passwort eines Administrators. HIME sieht es nicht.</translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>Warten auf das Passwort…</translation>
    </message>
</context>
</TS>
