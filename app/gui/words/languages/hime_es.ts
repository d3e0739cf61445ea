<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation>{path}: no se puede crear ({reason})</translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation>{path}: no se puede quitar ({reason})</translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation>No se puede pedir a Windows que inicie HIME ({reason})</translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation>Windows sigue iniciando HIME ({reason})</translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation>Algo salió mal dentro de HIME ({fault})</translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation>Esta cámara, o este sistema, no deja que HIME ajuste nada aquí.</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>Cámara: {name}</translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation>Consultando la cámara</translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation>La cámara conserva lo que se ajusta aquí, también para otros programas, hasta que se desenchufa.</translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation>Lo que se puede ajustar en la cámara</translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation>Restablecer valores &amp;predeterminados</translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation>Dejar todo como venía de fábrica</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>Cerrar esta página</translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation>Luz, exposición y enfoque</translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation>{title}: sin revisar</translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation>{title}: bien</translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation>{title}: pendiente</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Sin revisar</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation>Para arreglar esto, cambia tu archivo de configuración:</translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation>Para arreglar esto, abre un terminal y pega:</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>Mostrar cómo</translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation>Mostrar cómo arreglar esto: {title}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation>Más sobre: {title}</translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation>Comando que lo arregla</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;iar</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>Copiar esta línea</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation>Te damos la bienvenida a HIME</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>Revisar este equipo</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>Examinando este equipo</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>&amp;Revisar de nuevo</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>Examinar otra vez este equipo</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Comenzar</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>Empezar la llamada</translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation>HIME hace que tu cara se vea nítida en las videollamadas cuando te sientas lejos de la cámara.</translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation>&amp;Mostrar los resultados</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Examinando este equipo…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation>HIME puede leer y dibujar imágenes.</translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation>La parte que dibuja imágenes está instalada dos veces. HIME podría fallar en cualquier momento.</translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation>La parte que dibuja imágenes no funciona. HIME no puede funcionar sin ella.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation>HIME se puede usar con: {detail}.</translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation>HIME no ve ninguna cámara aquí. Mientras no haya una, muestra una llamada de ejemplo.</translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation>HIME no puede buscar cámaras, porque una parte suya no funciona.</translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation>Permiso para usar cámaras</translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation>Tu cuenta puede usar todas las cámaras de aquí, reales o virtuales.</translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation>Tu cuenta no tiene permiso para usar todas las cámaras de aquí. HIME no puede abrir una cámara sin permiso ni enviar a ella.</translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation>Aún no hay ninguna cámara, real o virtual, para la que tu cuenta pueda tener permiso.</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Cámara virtual</translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation>La cámara virtual está lista. En una reunión, elígela en lugar de tu cámara.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, most meeting programs do not find HIME&apos;s picture.</source>
        <translation>Todavía no hay cámara virtual. Mientras no la haya, la mayoría de los programas de reuniones no encuentran la imagen de HIME.</translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation>Cámara virtual en Chrome y Zoom</translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation>Chrome y Zoom pueden mostrar la cámara virtual en su lista.</translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation>Chrome y Zoom no muestran la cámara virtual en su lista, porque le falta un ajuste.</translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation>No se pudo comprobar si Chrome y Zoom pueden mostrar la cámara virtual en su lista.</translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation>Elección de la cámara virtual</translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation>Está claro a qué cámara virtual envía HIME.</translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation>No está claro a qué cámara virtual envía HIME. Podría ser una que usa otro programa.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation>Aún no hay ninguna cámara virtual que elegir.</translation>
    </message>
    <message>
        <source>Camera without a kernel module</source>
        <translation>Cámara sin módulo del núcleo</translation>
    </message>
    <message>
        <source>HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot.</source>
        <translation>HIME puede ser una cámara en PipeWire. Firefox y Chrome pueden mostrarla en su lista; Zoom y muchos otros, no.</translation>
    </message>
    <message>
        <source>Your settings ask for a camera in PipeWire, and there is no PipeWire here.</source>
        <translation>Tus ajustes piden una cámara en PipeWire, y aquí no hay PipeWire.</translation>
    </message>
    <message>
        <source>There is no PipeWire here, in which HIME could be a camera without a kernel module.</source>
        <translation>Aquí no hay PipeWire, en el que HIME podría ser una cámara sin módulo del núcleo.</translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation>Instalación del motor</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation>El motor, que calcula caras más nítidas, está instalado.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation>El motor, que calcula caras más nítidas, no es adecuado para este equipo. Puede ser lento o fallar.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation>El motor, que calcula caras más nítidas, no está instalado. HIME no puede funcionar sin él.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation>El motor funciona, y HIME usa la forma más rápida que tiene este equipo.</translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation>El motor funciona, pero sin tu tarjeta gráfica, que sería más rápida.</translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation>El motor no funciona. Sin él, HIME no puede dar nitidez a las caras.</translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation>Lo que HIME ha aprendido</translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation>Lo que HIME ha aprendido sobre las caras está aquí y completo.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation>Falta o está dañado un archivo de lo que HIME ha aprendido sobre las caras. No hace falta para tus llamadas.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation>Falta o está dañado un archivo de lo que HIME ha aprendido sobre las caras. HIME no puede funcionar sin él.</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>No se envía nada</translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation>Ninguna parte de HIME informa a nadie de lo que haces.</translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation>Una parte de HIME podría informar a su fabricante de que la usas.</translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation>Restos de antes</translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation>Aquí no quedó nada que revele que usas HIME.</translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation>Una versión anterior de HIME, u otro programa, ha dejado aquí notas que revelan que lo usas.</translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation>Aquí no hay ningún lugar donde hayan podido quedar notas de ese tipo.</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Esta ventana</translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation>La ventana funciona.</translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation>Puede que la ventana no se abra, o que se cierre sola.</translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation>La propia revisión</translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation>No se pudo revisar este equipo.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Todo está bien.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation>HIME todavía no puede dar nitidez a tus llamadas: hay que arreglar una cosa.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation>HIME todavía no puede dar nitidez a tus llamadas: hay que arreglar {count} cosas.</translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation>HIME funciona, pero falta una cosa para las reuniones.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation>HIME funciona, pero faltan {count} cosas para las reuniones.</translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation>HIME funciona, pero una cosa necesita tu atención.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation>HIME funciona, pero {count} cosas necesitan tu atención.</translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation>Primer plano de una cara lejana</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>Primer plano</translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation>Primer plano, hace un momento</translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation>Cuando una cara está lejos, aquí se ve lo que HIME hace con ella.</translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation>Sin HIME</translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation>Con HIME</translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation>Ahora mismo no se da nitidez a ninguna cara.

Siéntate cerca unos segundos y luego aléjate hasta que tu cara se vea pequeña en la imagen, con HIME activado. La comparación aparece aquí por sí sola, y se queda aquí.</translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation>No hay ninguna llamada en curso, o HIME aún se está preparando. La comparación aparece aquí por sí sola.</translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation>Intensidad en porcentaje</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation>Qué parte de la imagen ven los demás</translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation>Zoom a las personas</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Imagen completa</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>Comparar antes y después</translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation>Mostrar aquí lo que ve la cámara junto a lo que ven los demás; el borde se puede arrastrar</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>Pausar la grabación</translation>
    </message>
    <message>
        <source>The recording stands still</source>
        <translation>La grabación se detiene</translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation>Pausar mi video</translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation>Los demás ven algo distinto de lo que ves tú. Lo que ven se elige en Configuración</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automática</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>Llamada de ejemplo</translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation>Cámara virtual (automática)</translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation>Ninguna (solo vista previa)</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>Grabación: {name}</translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation>Nadie: solo se reproduce aquí</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>&amp;Intensidad</translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation>Cuánta nitidez se muestra; se cambia con las teclas de flecha</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>&amp;Cámara</translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation>Qué cámara te ve</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>&amp;Salida</translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation>Adónde va la imagen: elige la misma cámara en tu reunión</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>Vis&amp;ta</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Abrir una grabación</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Grabaciones</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</source>
        <translation>Qt y PySide6 (LGPL-3.0), OpenCV y BlazeFace (Apache-2.0), YuNet y ONNX Runtime (MIT), PyAV (BSD) con FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation>Acerca de HIME</translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation>Caras nítidas en las videollamadas, gracias a fotos anteriores de tu propia cara. Todo ocurre en este equipo, y las fotos solo se guardan en la memoria.</translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation>HIME es software libre con la licencia Apache 2.0. Se basa en: {parts}.</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Ver la diferencia</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>&amp;Fijar</translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation>Conservar esta comparación mientras sigue la llamada</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Guardar imagen…</translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation>Guardar esta comparación como imagen</translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation>No se guardó: la comparación ya no está.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenida</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>Hace un momento</translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation>Guardar esta comparación</translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation>HIME da nitidez a una cara lejana con fotos cercanas de la misma persona, tomadas antes en esta llamada. Esto es lo que aportan.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Guardado como {path}</translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation>Cámara, ampliada</translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation>HIME sin fotos anteriores</translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation>HIME con fotos anteriores</translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation>Cambio, {times} veces más intenso</translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation>Fotos en uso</translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation>Dónde ayudó cada foto</translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation>HIME aún no tiene fotos de esta cara: siéntate cerca unos segundos y luego aléjate.</translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation>Todo lo que se añade a esta cara viene de esta única foto.</translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation>Amarillo: mucho del detalle de ahí viene de ella. Azul: poco.</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Foto {number}</translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation>Dónde ayudó la foto {number}</translation>
    </message>
    <message>
        <source>Picture {number}: {share}% of what the pictures gave</source>
        <translation>Foto {number}: {share} % de lo que dieron las fotos</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>Aún no hay ninguna imagen que guardar.</translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation>No hay ninguna cámara abierta, así que no hay nada que ajustar.</translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation>Escribe un nombre para el archivo.</translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation>{folder} es una carpeta. Añade un nombre para el archivo.</translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation>El nombre {name} debe terminar en .mp4, .mkv o .mov.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation>No existe la carpeta {folder}. Elige una carpeta que exista.</translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation>{path} es la propia grabación. Elige otro nombre.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation>Exportar una grabación</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Archivo que se va a guardar</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Elegir…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>Elegir el archivo que se va a guardar</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Progreso de la exportación</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportar</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Guardar el archivo</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Mostrar en la ca&amp;rpeta</translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation>Abrir la carpeta del archivo</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>C&amp;ancelar</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>Detener sin dejar ningún archivo</translation>
    </message>
    <message>
        <source>Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call.</source>
        <translation>Se da nitidez a las caras lejanas con la intensidad elegida y se conserva el sonido. Durante una llamada tarda más.</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>&amp;Guardar como</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>{done} imágenes listas.</translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation>{done} de {total} imágenes listas.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Detenido. No se guardó nada.</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>Guardar el video</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>¿Reemplazar el archivo?</translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation>Ya hay un archivo {name} en esta carpeta. ¿Reemplazarlo?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Reemplazar</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Guardado.</translation>
    </message>
    <message>
        <source>Not kept: {which}.</source>
        <translation>No se conservó: {which}.</translation>
    </message>
    <message>
        <source>Converted: {which}.</source>
        <translation>Convertido: {which}.</translation>
    </message>
    <message>
        <source>Kept in part: {which}.</source>
        <translation>Conservado en parte: {which}.</translation>
    </message>
    <message>
        <source>One picture of the recording is damaged.</source>
        <translation>Una imagen de la grabación está dañada.</translation>
    </message>
    <message>
        <source>{count} pictures of the recording are damaged.</source>
        <translation>{count} imágenes de la grabación están dañadas.</translation>
    </message>
    <message>
        <source>The last second of the recording cannot be read.</source>
        <translation>No se puede leer el último segundo de la grabación.</translation>
    </message>
    <message>
        <source>The last {seconds} seconds of the recording cannot be read.</source>
        <translation>No se pueden leer los últimos {seconds} segundos de la grabación.</translation>
    </message>
    <message>
        <source>sound track {number} ({why})</source>
        <translation>pista de sonido {number} ({why})</translation>
    </message>
    <message>
        <source>subtitle track {number} ({why})</source>
        <translation>pista de subtítulos {number} ({why})</translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation>Quedan unos {count} segundos.</translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation>Queda alrededor de un minuto.</translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation>Quedan unos {count} minutos.</translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation>“{keys}” no es una tecla que HIME pueda usar; elige una letra, un dígito, de F1 a F24 o Pause, como en Ctrl+Alt+P.</translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation>“{keys}” es una tecla que se usa para escribir; añade Ctrl, Alt o Meta.</translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation>En Wayland, HIME no puede usar una tecla mientras otro programa recibe el teclado.</translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation>En este sistema, HIME no puede usar una tecla mientras otro programa recibe el teclado.</translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation>Este teclado no tiene la tecla “{keys}”.</translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation>HIME no puede acceder a la pantalla X11, así que allí no puede usar ninguna tecla.</translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation>¿No está en la lista?</translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation>Prueba esto paso a paso</translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation>Antes de una reunión</translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation>Abre Zoom y haz clic en tu imagen, arriba a la derecha, y luego en Configuración.</translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation>Abre Video y efectos (en versiones anteriores: Video).</translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation>En la lista junto a Cámara, elige “{camera}”.</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>En una reunión</translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation>Haz clic en la flecha pequeña junto a Video (o Detener video).</translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation>En Seleccionar una cámara, elige “{camera}”.</translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation>Antes de unirse</translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation>Abre el enlace de la reunión. Si el navegador pregunta, permítele usar la cámara.</translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation>Debajo de tu imagen, abre la lista que muestra la cámara actual y elige “{camera}”.</translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation>Haz clic en la flecha pequeña junto al botón de la cámara (Configuración de video).</translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation>Elige “{camera}”. También está en Más opciones (⋮), Configuración, Video, Cámara.</translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation>Haz clic en los tres puntos (Configuración y más) junto a tu imagen, arriba a la derecha, y luego en Configuración.</translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation>Abre Dispositivos.</translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation>En Video o Configuración de video, en la lista llamada Cámara, elige “{camera}”.</translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation>Haz clic en la flecha pequeña junto a Cámara.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation>Elige “{camera}” en la lista de cámaras. También está en Más, Configuración, Configuración del dispositivo.</translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation>En Linux no hay programa de Teams: abre teams.microsoft.com en Chrome o Edge; los pasos son los mismos.</translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation>Chrome y Edge</translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation>Escribe chrome://settings/content/camera en la barra de direcciones
(en Edge: edge://settings/content/camera).</translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation>En la lista de arriba, elige “{camera}”.</translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation>Recarga la página de la reunión y permítele usar la cámara si pregunta.</translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation>Cuando la página pida la cámara, elige “{camera}” en la pregunta de Firefox y luego Permitir.</translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation>¿Firefox no pregunta? Haz clic en el icono de permisos a la izquierda de la dirección, quita Usar la cámara y recarga la página.</translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation>En el menú Safari, abre Ajustes (o Configuración), Sitios web, Cámara, y permite su uso para la página de la reunión.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation>Elige “{camera}” en la configuración de la página de la reunión.</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Navegador</translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation>Muchas páginas de reuniones tienen una lista de cámaras en su propia configuración: prueba primero con ella.</translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation>Deja HIME abierto: su cámara solo existe mientras HIME está en marcha.</translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation>Cierra del todo el programa de la reunión y ábrelo otra vez, o recarga la página: la mayoría busca cámaras una sola vez.</translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation>En HIME, abre Ayuda, Revisar este equipo, y haz lo que dice.</translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation>Si OBS Studio está abierto, pulsa en él Detener cámara virtual: solo un programa puede enviar a esa cámara.</translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation>En Windows, abre Configuración, Privacidad y seguridad, Cámara, y activa Permitir que las aplicaciones de escritorio accedan a la cámara.</translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation>En Ajustes del Sistema (o Configuración del Sistema), abre General, Ítems de inicio y extensiones, Extensiones de cámara, y activa OBS.</translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation>En Ajustes del Sistema (o Configuración del Sistema), abre Privacidad y seguridad, Cámara, y activa el programa de la reunión o el navegador.</translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation>Los programas de Snap o Flatpak necesitan permiso para usar cámaras: actívalo en la configuración de aplicaciones del sistema.</translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation>Cómo elegir la cámara</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation>La cámara virtual aún no existe: primero revisa este equipo y después sigue los pasos de abajo.</translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation>Revisar este e&amp;quipo</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>Ver qué falta</translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation>En otros programas, elige la cámara “{camera}”</translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation>Esto se hace una vez en cada programa: después lo recuerda. HIME debe estar abierto.</translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation>Algo salió mal ({fault})</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Llamada</translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation>Dar &amp;nitidez a las caras</translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation>Desactivado: la imagen sale sin cambios</translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation>Pausar mi &amp;video</translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation>Los demás ven algo distinto de lo que ves tú</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>&amp;Abrir grabación…</translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation>Reproducir aquí una llamada grabada, con nitidez</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation>Guardar la grabación que se reproduce, con nitidez</translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation>Volver a la &amp;cámara</translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation>Detener la grabación y seguir con la cámara</translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation>Guardar una &amp;imagen…</translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation>Guardar la imagen que ven ahora los demás</translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation>&amp;Luz y enfoque…</translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation>La luz, la exposición y el enfoque de la propia cámara</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Confi&amp;guración…</translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation>Todo lo que rara vez hace falta</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation>Terminar la llamada y cerrar HIME</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation>&amp;Zoom a las personas</translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation>Los demás ven una parte de la imagen, alrededor de las personas</translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation>Imagen &amp;completa</translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation>Los demás ven todo lo que ve la cámara</translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation>&amp;Seguir a las personas</translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation>La parte que se muestra se mueve con las personas</translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation>&amp;Mantener esta parte</translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation>La parte que se muestra se queda donde está ahora</translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation>&amp;Reflejar mi vista previa</translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation>El reflejo solo se ve aquí. Los demás ven la imagen sin reflejar</translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation>Comparar antes y &amp;después</translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation>La imagen de la cámara al lado</translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation>Re&amp;ndimiento</translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation>Mostrar aquí cuánto tarda todo</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>&amp;Igual que el sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation>&amp;Fotos tuyas</translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation>&amp;Pausar el aprendizaje</translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation>No tomar fotos nuevas de nadie</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>&amp;Olvidar todas…</translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation>Olvidar todas estas fotos</translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation>&amp;Ver la diferencia…</translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation>Ver una cara lejana con estas fotos y sin ellas</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Ayuda</translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation>&amp;Cómo elegir la cámara…</translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation>En Zoom, Meet, Teams y un navegador</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation>Revisar este &amp;equipo…</translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation>Qué falta y cómo conseguirlo</translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation>Cómo &amp;actualizar…</translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation>Qué versión es esta y cómo conseguir una más nueva</translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation>Acerca &amp;de HIME</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>Versión y licencias</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation>La imagen tal como la ven los demás. Mientras se comparan antes y después, las teclas de flecha mueven el borde.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation>{rate} imágenes por segundo, {late} ms después de la cámara</translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept</source>
        <translation>cara {number}: {side} px, {pictures} fotos, {time} ms, {kept} % conservado</translation>
    </message>
    <message>
        <source>{cores} of {all} processor cores</source>
        <translation>{cores} de {all} núcleos del procesador</translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation>la batería entrega {watts} W</translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation>¿Abrir una grabación?</translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation>Los demás dejan entonces de ver tu cámara: su imagen se queda quieta. La grabación solo se reproduce aquí.</translation>
    </message>
    <message>
        <source>The recording to {file} ends then. The one that you open plays only here.</source>
        <translation>Entonces termina la grabación en {file}. La que abras se reproduce solo aquí.</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Abrir una grabación…</translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation>Seguir en la llamada</translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.</source>
        <translation>Se borran las {count} fotos a la vez. No se pueden recuperar, pero HIME puede volver a aprender.</translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation>¿Olvidar todas las fotos?</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Olvidar todas</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Conservarlas</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>Hay una exportación en curso.</translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation>Si sales ahora, el archivo exportado queda sin terminar y no se conserva nada de él.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>Seguir exportando</translation>
    </message>
    <message>
        <source>If you close this window now, nothing of the exported file is kept.</source>
        <translation>Si cierras esta ventana ahora, no se conservará nada del archivo exportado.</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Detener la exportación</translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation>pesos solo para investigación</translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation>informa de su uso a Google</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>HIME</source>
        <translation>HIME</translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation>Mientras tu video está en pausa</translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation>La imagen que se envía</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avanzado</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Igual que el sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>HIME uses the new language when you start it again.</source>
        <translation>HIME usará el nuevo idioma cuando lo inicies otra vez.</translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation>Iniciar HIME con el equipo, sin mostrarlo</translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine.</source>
        <translation>Los textos en idiomas distintos del inglés los tradujo una máquina.</translation>
    </message>
    <message>
        <source>{keys} also works while another program is in front</source>
        <translation>{keys} funciona también mientras otro programa está en primer plano</translation>
    </message>
    <message>
        <source>Another size or rate restarts the call. HIME then learns your face again.</source>
        <translation>Al cambiar el tamaño o la frecuencia, la llamada empieza de nuevo. HIME vuelve entonces a aprender tu cara.</translation>
    </message>
    <message>
        <source>Automatic: the best one for this computer</source>
        <translation>Automático: la mejor para este equipo</translation>
    </message>
    <message>
        <source>Way of sharpening</source>
        <translation>Modo de dar nitidez</translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation>Una imagen borrosa</translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation>Una imagen fija</translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation>Una imagen mía…</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Los demás ven</translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation>Tamaño con el zoom puesto</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>{rate} imágenes por segundo</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Frecuencia</translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation>{network}, solo para investigación</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} píxeles</translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation>Cara más pequeña que se aprende</translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation>Cara más grande a la que se da nitidez</translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation>El archivo de configuración fija esto ({keys}).</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Elegir una imagen</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Guardar una imagen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar otra vez</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Reproducir otra vez</translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation>Elegir otra cámara…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>Revisar este equipo…</translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation>Ver la llamada de ejemplo</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>Abrir otra grabación…</translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation>Volver a la cámara</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>Cerrando…</translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation>Pulsa Comenzar para empezar.</translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation>Tu video está en pausa.</translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation>La cámara está desconectada. HIME se vuelve a conectar por sí solo.</translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation>Nadie está mirando, así que la cámara descansa.</translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation>Ahora no se puede dar nitidez a las caras. La imagen se muestra sin cambios.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>No hay imagen.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>La grabación ha terminado.</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>La llamada ha terminado.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation>Tu video está en pausa: los demás ven una imagen fija.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation>Tu video está en pausa: los demás ven una imagen borrosa.</translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation>Tu video está en pausa: los demás ven la imagen que elegiste.</translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures are ready for when they sit back.</source>
        <translation>{people} personas están cerca y se ven nítidas. Hay {pictures} fotos listas para cuando se alejen.</translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation>Estás cerca y se te ve con nitidez. Hay {pictures} fotos tuyas listas para cuando te alejes.</translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation>La cara está cerca y se ve nítida. Hay {pictures} fotos suyas listas para cuando esté lejos.</translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation>No veo a nadie. Siéntate frente a la cámara.</translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation>No veo ninguna cara aquí.</translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation>El aprendizaje está en pausa: no se toman fotos nuevas.</translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation>Mirando si te conozco…</translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation>Mirando si conozco esta cara…</translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation>Aprendiendo estas caras…</translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation>Aprendiendo esta cara…</translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation>Aprendiendo tu cara: quédate cerca y mira a la cámara un momento.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation>Estás lejos de la cámara: doy nitidez con 1 foto tuya.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} pictures of you.</source>
        <translation>Estás lejos de la cámara: doy nitidez con {used} fotos tuyas.</translation>
    </message>
    <message>
        <source>You are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Estás lejos, pero el equipo está demasiado ocupado. Cerrar otros programas ayuda.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} pictures of it.</source>
        <translation>La cara está lejos: doy nitidez con {used} fotos suyas.</translation>
    </message>
    <message>
        <source>The face is far, but the computer is too busy. Closing other programs helps.</source>
        <translation>La cara está lejos, pero el equipo está demasiado ocupado. Cerrar otros programas ayuda.</translation>
    </message>
    <message>
        <source>Faces are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Hay caras lejos, pero el equipo está demasiado ocupado. Cerrar otros programas ayuda.</translation>
    </message>
    <message>
        <source>This recording cannot be played.</source>
        <translation>No se puede reproducir esta grabación.</translation>
    </message>
    <message>
        <source>Recording, {position}</source>
        <translation>Grabación, {position}</translation>
    </message>
    <message>
        <source>Recording, {position} of {length}</source>
        <translation>Grabación, {position} de {length}</translation>
    </message>
    <message>
        <source>No pictures. Learning is paused, so none are taken.</source>
        <translation>No hay fotos. El aprendizaje está en pausa, así que no se toma ninguna.</translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when the call ends.</source>
        <translation>Aún no hay fotos. Siéntate cerca de la cámara unos segundos. Las fotos solo se guardan en la memoria y desaparecen cuando termina la llamada.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the recording ends.</source>
        <translation>Aún no hay fotos. Solo se guardan en la memoria y desaparecen cuando termina la grabación.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the call ends.</source>
        <translation>Aún no hay fotos. Solo se guardan en la memoria y desaparecen cuando termina la llamada.</translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation>Estás lejos de la cámara: trabajando en ello…</translation>
    </message>
    <message>
        <source>The recording is paused at {position}.</source>
        <translation>La grabación está en pausa en {position}.</translation>
    </message>
    <message>
        <source>HIME is off: faces are not sharpened.</source>
        <translation>HIME está apagado: no se da nitidez a las caras.</translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation>Estás lejos de la cámara. Mirando si te conozco…</translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation>Estás lejos de la cámara. Siéntate cerca unos segundos para que aprenda tu cara.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation>Estás lejos de la cámara: doy nitidez sin fotos tuyas.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation>La cara está lejos: doy nitidez con 1 foto suya.</translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation>La cara está lejos: trabajando en ello…</translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation>La cara está lejos. Mirando si la conozco…</translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation>La cara está lejos: doy nitidez sin fotos, porque no tengo ninguna suya.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation>{far} de {all} caras están lejos: doy nitidez con fotos de las mismas personas.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation>1 de {all} caras está lejos: doy nitidez con fotos de la misma persona.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation>{far} de {all} caras están lejos: por ahora doy nitidez sin fotos.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation>1 de {all} caras está lejos: por ahora doy nitidez sin fotos.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation>{far} de {all} caras están lejos: trabajando en ello…</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation>1 de {all} caras está lejos: trabajando en ello…</translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation>Mira qué le falta a este equipo.</translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation>No se encontró ninguna cámara, así que se muestra una llamada de ejemplo.</translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation>Solo tú ves esta imagen: no hay cámara virtual.</translation>
    </message>
    <message>
        <source>Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot.</source>
        <translation>Cámara en PipeWire: Firefox y Chrome pueden mostrarla en su lista; Zoom, no.</translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation>Fotos tuyas</translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation>Fotos de las personas presentes</translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation>Fotos de la llamada de ejemplo</translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation>Fotos de esta grabación</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the recording ends.</source>
        <translation>No hay fotos. Se borran de la memoria cuando termina la grabación.</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the call ends.</source>
        <translation>No hay fotos. Se borran de la memoria cuando termina la llamada.</translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation>Cuánto usa HIME del procesador</translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation>Averigua qué falta y cómo conseguirlo</translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation>Estado: {sentence}</translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation>HIME usa {usage}</translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation>Pausar el aprendizaje</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>Olvidar todas…</translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation>Fotos que se recuerdan</translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation>Activar o desactivar HIME</translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation>Dar nitidez a las caras, o enviar la imagen tal como la ve la cámara</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activado</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Sharpens far faces</source>
        <translation>Caras lejanas más nítidas</translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation>Imagen sin cambios</translation>
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
        <translation>Olvidar esta foto</translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation>Olvidar la foto: {picture}</translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation>Olvidarla: Supr</translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation>ahora en la imagen</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>ausente ahora</translation>
    </message>
    <message>
        <source>{age} old, quality {quality}%, {place}</source>
        <translation>tomada hace {age}, calidad {quality} %, {place}</translation>
    </message>
    <message>
        <source>contributes {share}% now</source>
        <translation>aporta {share} % ahora</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Aquí</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Calidad</translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation>Dar nitidez a las caras</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Mostrar ventana</translation>
    </message>
    <message>
        <source>HIME: {sentence}</source>
        <translation>HIME: {sentence}</translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation>Cómo actualizar HIME</translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation>Esto es HIME {version}</translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation>Este HIME no está instalado</translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation>Líneas que actualizan HIME</translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation>HIME no busca por sí mismo versiones nuevas, porque no envía nada. Cierra HIME antes de actualizarlo.</translation>
    </message>
    <message>
        <source>To get the newest version, get the newest package of HIME from where you got this one, and install it in the place of this one. Your settings stay.</source>
        <translation>Para tener la versión más reciente, obtenga el paquete más reciente de HIME de donde obtuvo este, e instálelo en su lugar. Sus ajustes se conservan.</translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation>Esta copia no sabe de dónde vino. Para tener la versión más nueva, instala HIME otra vez como lo hiciste antes.</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation>Esta copia se instaló desde la carpeta {folder}. Para tener la versión más nueva, ejecuta estas líneas en un terminal:</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation>Esta copia se instaló desde la carpeta {folder}. Para tener la versión más nueva, ponla en esa carpeta y luego ejecuta estas líneas en un terminal:</translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation>{reason}. Los demás ven una imagen borrosa.</translation>
    </message>
    <message>
        <source>Pause the &amp;recording</source>
        <translation>Pausar la g&amp;rabación</translation>
    </message>
    <message>
        <source>The settings stay as they were: {mistake}</source>
        <translation>Los ajustes quedan como estaban: {mistake}</translation>
    </message>
    <message>
        <source>The settings stay as they were. The first of {count} mistakes: {mistake}</source>
        <translation>Los ajustes quedan como estaban. El primero de {count} errores: {mistake}</translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”.</source>
        <translation>Otro programa ya usa «{keys}».</translation>
    </message>
    <message>
        <source>The program that loads parts of the system (modprobe) is missing here.</source>
        <translation>Falta aquí el programa que carga partes del sistema (modprobe).</translation>
    </message>
    <message>
        <source>No password was given, so nothing was changed.</source>
        <translation>No se introdujo ninguna contraseña, así que no se cambió nada.</translation>
    </message>
    <message>
        <source>The system did not allow it. The password was wrong, or your account may not do this.</source>
        <translation>El sistema no lo permitió. La contraseña era incorrecta o tu cuenta no puede hacerlo.</translation>
    </message>
    <message>
        <source>Nothing on this desktop can ask for the password.</source>
        <translation>Nada en este escritorio puede pedir la contraseña.</translation>
    </message>
    <message>
        <source>Secure Boot refuses the virtual camera until its key is enrolled.</source>
        <translation>Secure Boot rechaza la cámara virtual hasta que se registre su clave.</translation>
    </message>
    <message>
        <source>The system could not do it: {reason}</source>
        <translation>El sistema no pudo hacerlo: {reason}</translation>
    </message>
    <message>
        <source>Another program uses the virtual camera now. Close that program, and try again.</source>
        <translation>Otro programa usa ahora la cámara virtual. Ciérralo e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>Switch on the virtual camera</source>
        <translation>Encender la cámara virtual</translation>
    </message>
    <message>
        <source>Restart the virtual camera</source>
        <translation>Reiniciar la cámara virtual</translation>
    </message>
    <message>
        <source>Your computer asks for an administrator&apos;s password. HIME does not see it.</source>
        <translation>Tu ordenador pide la contraseña de un administrador. HIME no la ve.</translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>Esperando la contraseña…</translation>
    </message>
</context>
</TS>
