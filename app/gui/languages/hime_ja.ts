<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, others do not see HIME&apos;s picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy and scikit-image (BSD)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture {number}: {share} % of what the pictures gave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every frame is sharpened in full, and the sound is kept. Exporting is slower during a call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>track {number} ({why})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved. {count} sound tracks could not be kept: {which}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved. One sound track could not be kept: {which}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”; choose another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept} % kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cores} of a core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cores} cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME learns anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine. HIME uses a new language when it is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} pauses the video in other programs, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new size or rate begins the call anew. HIME then learns your face again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: the best one that this computer can run live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue my video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME is off: the picture is shown as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures of them are ready for when they sit back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} of {pictures} pictures of you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far, but this computer is too busy to sharpen. Closing other programs helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} of {pictures} pictures of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far, but this computer is too busy to sharpen. Closing other programs helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces are far away, but this computer is too busy to sharpen. Closing other programs helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when you close HIME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when you close HIME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Far faces are sharpened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{age} old, quality {quality} %, {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contributes {share} % now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME: your video is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
