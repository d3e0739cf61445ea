<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation>{path}：无法创建（{reason}）</translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation>{path}：无法删除（{reason}）</translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation>无法让 Windows 启动 HIME（{reason}）</translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation>Windows 仍会启动 HIME（{reason}）</translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation>HIME 内部出错了（{fault}）</translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation>此摄像头或此系统不允许 HIME 在这里进行任何设置。</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>摄像头：{name}</translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation>正在查询摄像头</translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation>摄像头会保留您在这里的设置，对其他程序也有效，直到拔下摄像头。</translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation>摄像头可设置的内容</translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation>恢复摄像头默认值(&amp;D)</translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation>将所有设置恢复为出厂值</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>关闭此页面</translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation>光线、曝光与对焦</translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation>{title}：未检查</translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation>{title}：正常</translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation>{title}：待处理</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation>要解决此问题，请更改您的设置文件：</translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation>要解决此问题，请打开终端并粘贴：</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>显示方法</translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation>显示如何解决此问题：{title}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation>更多信息：{title}</translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation>修复命令</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>复制这一行</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation>欢迎使用 HIME</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>检查这台电脑</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>正在检查这台电脑</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>再次检查(&amp;A)</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>再次检查这台电脑</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>开始通话</translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation>您坐得离摄像头较远时，HIME 会让您的面部在视频通话中更清晰。</translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation>显示检查结果(&amp;F)</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在检查这台电脑…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation>HIME 可以读取和绘制图片。</translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation>绘制图片的组件安装了两次。HIME 随时可能出错。</translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation>绘制图片的组件不能工作。没有它，HIME 无法工作。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation>HIME 可以使用：{detail}。</translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation>HIME 在这里没有找到摄像头。有摄像头之前，它会显示示例通话。</translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation>HIME 无法查找摄像头，因为它的一个组件不能工作。</translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation>使用摄像头的权限</translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation>您的账户可以使用这里的每个摄像头，无论是真实的还是虚拟的。</translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation>您的账户不能使用这里的每个摄像头。对于不能使用的摄像头，HIME 既无法打开，也无法向其发送画面。</translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation>还没有任何真实或虚拟的摄像头，因此无法查看您的账户是否有使用权限。</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>虚拟摄像头</translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation>虚拟摄像头已就绪。开会时，请选择它来代替您的摄像头。</translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, most meeting programs do not find HIME&apos;s picture.</source>
        <translation>还没有虚拟摄像头。在有之前，大多数会议程序找不到 HIME 的画面。</translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation>Chrome 和 Zoom 中的虚拟摄像头</translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation>Chrome 和 Zoom 可以列出虚拟摄像头。</translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation>Chrome 和 Zoom 没有列出虚拟摄像头，因为它缺少一项设置。</translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation>无法检查 Chrome 和 Zoom 能否列出虚拟摄像头。</translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation>虚拟摄像头的选择</translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation>HIME 向哪个虚拟摄像头发送画面是明确的。</translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation>HIME 向哪个虚拟摄像头发送画面不明确，可能是其他程序正在使用的摄像头。</translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation>还没有可供选择的虚拟摄像头。</translation>
    </message>
    <message>
        <source>Camera without a kernel module</source>
        <translation>无需内核模块的摄像头</translation>
    </message>
    <message>
        <source>HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot.</source>
        <translation>HIME 可以成为 PipeWire 中的摄像头。Firefox 和 Chrome 可以列出它，Zoom 和许多其他程序不能。</translation>
    </message>
    <message>
        <source>Your settings ask for a camera in PipeWire, and there is no PipeWire here.</source>
        <translation>您的设置要求使用 PipeWire 中的摄像头，但这里没有 PipeWire。</translation>
    </message>
    <message>
        <source>There is no PipeWire here, in which HIME could be a camera without a kernel module.</source>
        <translation>这里没有 PipeWire，因此 HIME 无法在没有内核模块的情况下成为摄像头。</translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation>引擎的安装</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation>用于计算更清晰面部的引擎已安装。</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation>用于计算更清晰面部的引擎不适合这台电脑，可能会很慢或出错。</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation>用于计算更清晰面部的引擎未安装。没有它，HIME 无法工作。</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation>引擎可以工作，HIME 使用这台电脑上最快的方式。</translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation>引擎可以工作，但没有使用您的显卡；使用显卡会更快。</translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation>引擎不能工作。没有它，HIME 无法让面部更清晰。</translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation>HIME 学到的知识</translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation>HIME 所学的面部知识齐全且完好。</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation>HIME 所学的面部知识中有一个文件损坏或缺失。您的通话不需要它。</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation>HIME 所学的面部知识中有一个文件损坏或缺失。没有它，HIME 无法工作。</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>不发送任何数据</translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation>HIME 的任何组件都不会向任何人报告您的操作。</translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation>HIME 的某个组件可能会向其开发者报告您在使用它。</translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation>以前留下的记录</translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation>这里没有留下有关您使用情况的记录。</translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation>旧版 HIME 或其他程序在这台电脑上留下了有关您使用情况的记录。</translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation>这里没有可能留下此类记录的位置。</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>此窗口</translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation>窗口可以工作。</translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation>窗口可能无法打开，或自行关闭。</translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation>检查本身</translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation>无法检查这台电脑。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation>HIME 还不能让通话中的面部更清晰：有 1 个问题需要解决。</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation>HIME 还不能让通话中的面部更清晰：有 {count} 个问题需要解决。</translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation>HIME 可以工作，但要参加会议还缺少 1 项。</translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation>HIME 可以工作，但要参加会议还缺少 {count} 项。</translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation>HIME 可以工作，但有 1 项需要您注意。</translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation>HIME 可以工作，但有 {count} 项需要您注意。</translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation>远处面部的特写</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>特写</translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation>特写（刚才）</translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation>面部离得远时，您可以在这里看到 HIME 的处理效果。</translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation>不用 HIME</translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation>使用 HIME</translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation>现在没有面部正在变清晰。

请在 HIME 开启时靠近坐几秒钟，然后后退，直到您的面部在画面中变小。对比会自动显示在这里，并一直保留。</translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation>没有正在进行的通话，或 HIME 仍在准备。对比会自动显示在这里。</translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation>强度（百分比）</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>View</source>
        <translation>取景</translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation>其他人能看到画面的多大范围</translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation>放大人物</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整个画面</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>对比处理前后</translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation>在这里并排显示摄像头拍到的画面和其他人看到的画面；可拖动分界线</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>暂停录像</translation>
    </message>
    <message>
        <source>The recording stands still</source>
        <translation>录像会停住</translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation>暂停我的视频</translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation>其他人看到的是别的画面，而不是您。可在“设置”中选择他们看到什么</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>示例通话</translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation>虚拟摄像头（自动）</translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation>无（仅预览）</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>录像：{name}</translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation>无人：只在这里播放</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>强度(&amp;S)</translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation>清晰效果显示多少；可用方向键调整</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>摄像头(&amp;A)</translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation>用哪个摄像头拍您</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>输出(&amp;O)</translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation>画面发送到哪里：在会议中请选择同一个摄像头</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>取景(&amp;W)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开录像</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</source>
        <translation>Qt 和 PySide6 (LGPL-3.0)、OpenCV 和 BlazeFace (Apache-2.0)、YuNet 和 ONNX Runtime (MIT)、PyAV (BSD) 及 FFmpeg、pyvirtualcam (GPL-2.0)、NumPy (BSD)</translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation>关于 HIME</translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation>用您自己先前的头像照片，让视频通话中的面部更清晰。一切都在这台电脑上完成，照片只保存在内存中。</translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation>HIME 是采用 Apache License 2.0 许可证的自由软件。它基于：{parts}。</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>查看区别</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>定格(&amp;H)</translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation>通话继续时保留此对比</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation>将此对比保存为图片</translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation>未能保存：对比已不存在。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>刚才</translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation>保存此对比</translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation>HIME 用本次通话中较早时同一个人的近距离照片，让远处的面部更清晰。这里显示的就是这些照片增加的细节。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation>摄像头画面（放大）</translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation>不用先前照片的 HIME</translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation>使用先前照片的 HIME</translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation>变化（放大 {times} 倍）</translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation>正在使用的照片</translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation>每张照片起作用的地方</translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation>HIME 还没有这张面部的照片：请靠近坐几秒钟，然后再后退。</translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation>这张面部所增加的细节全部来自这一张照片。</translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation>黄色：该处的许多细节来自这张照片。蓝色：很少。</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>照片 {number}</translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation>照片 {number} 起作用的地方</translation>
    </message>
    <message>
        <source>Picture {number}: {share}% of what the pictures gave</source>
        <translation>照片 {number}：占照片所提供细节的 {share}%</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>还没有可保存的画面。</translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation>没有打开摄像头，因此没有可设置的内容。</translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation>请输入文件名。</translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation>{folder} 是文件夹。请加上文件名。</translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation>文件名 {name} 必须以 .mp4、.mkv 或 .mov 结尾。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation>文件夹 {folder} 不存在。请选择已存在的文件夹。</translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation>{path} 就是录像本身。请选择其他名称。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation>导出录像</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>选择要写入的文件</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation>打开文件所在的文件夹</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>停止，不留下文件</translation>
    </message>
    <message>
        <source>Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call.</source>
        <translation>远处的面部会按所设的强度变得更清晰，声音也会保留。通话期间会更慢。</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>另存为(&amp;A)</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>已完成 {done} 帧。</translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation>已完成 {done}/{total} 帧。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止。没有写入任何内容。</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>保存视频</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>要替换该文件吗？</translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation>此文件夹中已有文件 {name}。要替换它吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Not kept: {which}.</source>
        <translation>未能保留：{which}。</translation>
    </message>
    <message>
        <source>Converted: {which}.</source>
        <translation>已转换：{which}。</translation>
    </message>
    <message>
        <source>Kept in part: {which}.</source>
        <translation>仅保留了一部分：{which}。</translation>
    </message>
    <message>
        <source>One picture of the recording is damaged.</source>
        <translation>录像中有 1 幅画面已损坏。</translation>
    </message>
    <message>
        <source>{count} pictures of the recording are damaged.</source>
        <translation>录像中有 {count} 幅画面已损坏。</translation>
    </message>
    <message>
        <source>The last second of the recording cannot be read.</source>
        <translation>无法读取录像的最后 1 秒。</translation>
    </message>
    <message>
        <source>The last {seconds} seconds of the recording cannot be read.</source>
        <translation>无法读取录像的最后 {seconds} 秒。</translation>
    </message>
    <message>
        <source>sound track {number} ({why})</source>
        <translation>音轨 {number}（{why}）</translation>
    </message>
    <message>
        <source>subtitle track {number} ({why})</source>
        <translation>字幕轨 {number}（{why}）</translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation>大约还剩 {count} 秒。</translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation>大约还剩 1 分钟。</translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation>大约还剩 {count} 分钟。</translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation>HIME 无法占用“{keys}”键；请选择字母、数字、F1 至 F24 或 Pause，例如 Ctrl+Alt+P。</translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation>“{keys}”是打字时会用到的键，请加上 Ctrl、Alt 或 Meta。</translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation>在 Wayland 上，其他程序正在使用键盘时，HIME 无法占用按键。</translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation>在此系统上，其他程序正在使用键盘时，HIME 无法占用按键。</translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation>此键盘没有“{keys}”键。</translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation>HIME 无法连接到 X11 显示，因此无法在那里占用任何按键。</translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation>列表中没有？</translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation>请依次尝试以下方法</translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation>会议开始前</translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation>打开 Zoom，点击右上角您的头像，然后点击“设置”。</translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation>打开“视频和效果”（旧版本中为“视频”）。</translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation>在“摄像头”旁边的列表中选择“{camera}”。</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>会议期间</translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation>点击“视频”（或“停止视频”）旁边的小箭头。</translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation>在“选择摄像头”下选择“{camera}”。</translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation>加入会议前</translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation>打开会议链接。如果浏览器询问，请允许它使用摄像头。</translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation>在您的画面下方，打开显示当前摄像头名称的列表，然后选择“{camera}”。</translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation>点击摄像头按钮旁边的小箭头（“视频设置”）。</translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation>选择“{camera}”。也可以在“更多选项”(⋮) &gt;“设置”&gt;“视频”&gt;“摄像头”中选择。</translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation>点击右上角您头像旁边的三个点（“设置及更多”），然后点击“设置”。</translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation>打开“设备”。</translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation>在“视频”或“视频设置”下名为“相机”的列表中选择“{camera}”。</translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation>点击“相机”旁边的小箭头。</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation>在摄像头列表中选择“{camera}”。也可以在“更多”&gt;“设置”&gt;“设备设置”中选择。</translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation>Linux 上没有 Teams 程序：请在 Chrome 或 Edge 中打开 teams.microsoft.com，步骤相同。</translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation>Chrome 和 Edge</translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation>在地址栏中输入 chrome://settings/content/camera
（在 Edge 中输入 edge://settings/content/camera）。</translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation>在顶部的列表中选择“{camera}”。</translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation>重新加载会议网页，如果网页询问，请允许它使用摄像头。</translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation>当网页请求使用摄像头时，在 Firefox 的询问中选择“{camera}”，然后点击“允许”。</translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation>Firefox 没有询问？点击网址左侧的权限图标，移除“使用摄像头”，然后重新加载网页。</translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation>在 Safari 浏览器菜单中打开“设置”&gt;“网站”&gt;“摄像头”，然后允许会议网页使用摄像头。</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation>在会议网页的设置中选择“{camera}”。</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>浏览器</translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation>许多会议网页在自己的设置中有摄像头列表：请先使用该列表。</translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation>请让 HIME 保持打开：只有 HIME 运行时才有它的摄像头。</translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation>完全关闭会议程序后重新启动，或重新加载网页：大多数程序只查找一次摄像头。</translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation>在 HIME 中打开“帮助”&gt;“检查这台电脑”，然后按照提示操作。</translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation>如果 OBS Studio 已打开，请在其中点击“停止虚拟摄像机”：只有一个程序可以向该摄像头发送画面。</translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation>在 Windows 中打开“设置”&gt;“隐私和安全性”&gt;“相机”，然后开启“允许桌面应用访问你的相机”。</translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation>在“系统设置”中打开“通用”&gt;“登录项与扩展”&gt;“摄像头扩展”，然后开启 OBS。</translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation>在“系统设置”中打开“隐私与安全性”&gt;“摄像头”，然后开启会议程序或浏览器。</translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation>通过 Snap 或 Flatpak 安装的程序需要获得使用摄像头的许可：请在系统的应用设置中开启。</translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation>如何选择摄像头</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation>虚拟摄像头尚不存在：请先检查这台电脑，然后按照以下步骤操作。</translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation>检查这台电脑(&amp;P)</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>查看缺少什么</translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation>在其他程序中，请选择摄像头“{camera}”</translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation>每个程序只需设置一次：它会记住。HIME 必须保持打开。</translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation>出错了（{fault}）</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>通话(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation>让面部更清晰(&amp;S)</translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation>关闭时：画面按原样发送</translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation>暂停我的视频(&amp;V)</translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation>其他人看到的是别的画面，而不是您</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>打开录像(&amp;O)…</translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation>在这里播放通话录像，并让面部更清晰</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation>让正在播放的录像更清晰并保存</translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation>返回摄像头(&amp;B)</translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation>停止播放录像并继续使用摄像头</translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation>保存画面(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation>保存其他人现在看到的画面</translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation>光线与对焦(&amp;L)…</translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation>摄像头自身的光线、曝光与对焦</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation>所有不常用的选项</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation>结束通话并关闭 HIME</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation>放大人物(&amp;Z)</translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation>其他人看到人物周围的一部分画面</translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation>整个画面(&amp;W)</translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation>其他人看到摄像头拍到的全部画面</translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation>跟随人物(&amp;F)</translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation>显示的部分会随人物移动</translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation>固定这一部分(&amp;K)</translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation>显示的部分停留在现在的位置</translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation>镜像我的预览(&amp;M)</translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation>只有您看到镜像画面，其他人看到的是原样画面</translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation>对比处理前后(&amp;C)</translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation>在旁边显示摄像头画面</translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation>性能(&amp;P)</translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation>在这里显示每个步骤所用的时间</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>与系统相同(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation>您的照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation>暂停学习(&amp;P)</translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation>不拍摄任何人的新照片</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>全部忘记(&amp;F)…</translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation>忘记所有这些照片</translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation>查看区别(&amp;S)…</translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation>查看使用和不用这些照片时远处面部的区别</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation>如何选择摄像头(&amp;H)…</translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation>在 Zoom、Meet、Teams 和浏览器中</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation>检查这台电脑(&amp;C)…</translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation>缺少什么以及如何获取</translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation>如何更新(&amp;U)…</translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation>这是哪个版本，以及如何获取新版本</translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation>关于 HIME(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation>其他人看到的画面。对比处理前后时，可用方向键移动分界线。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处理后</translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation>每秒 {rate} 帧，比摄像头晚 {late} 毫秒</translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept</source>
        <translation>面部 {number}：{side} 像素，{pictures} 张照片，{time} 毫秒，保留 {kept}%</translation>
    </message>
    <message>
        <source>{cores} of {all} processor cores</source>
        <translation>{all} 个处理器核心中的 {cores} 个</translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation>电池输出 {watts} W</translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation>要打开录像吗？</translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation>其他人将不再看到您的摄像头画面：他们看到的画面会静止。录像只在这里播放。</translation>
    </message>
    <message>
        <source>The recording to {file} ends then. The one that you open plays only here.</source>
        <translation>这样会结束向 {file} 的录制。您打开的录像只在这里播放。</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>打开录像…</translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation>留在通话中</translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.</source>
        <translation>全部 {count} 张照片会一次删除，无法恢复，但 HIME 可以重新学习。</translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation>要忘记所有照片吗？</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>全部忘记</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>正在导出。</translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation>如果现在退出，导出的文件将不会完成，也不会保留任何内容。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>继续导出</translation>
    </message>
    <message>
        <source>If you close this window now, nothing of the exported file is kept.</source>
        <translation>如果现在关闭此窗口，导出的文件将不会保留。</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>停止导出</translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation>权重仅供研究</translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation>会向 Google 报告使用情况</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>HIME</source>
        <translation>HIME</translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation>视频暂停时</translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation>发送的画面</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>与系统相同</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>HIME uses the new language when you start it again.</source>
        <translation>重新启动 HIME 后，新的语言才会生效。</translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation>随电脑启动 HIME，不显示窗口</translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine.</source>
        <translation>除英语外，其他语言的文字均由机器翻译。</translation>
    </message>
    <message>
        <source>{keys} also works while another program is in front</source>
        <translation>其他程序在前台时，{keys} 也有效</translation>
    </message>
    <message>
        <source>Another size or rate restarts the call. HIME then learns your face again.</source>
        <translation>更改尺寸或帧率后，通话会重新开始，HIME 会重新学习您的面部。</translation>
    </message>
    <message>
        <source>Automatic: the best one for this computer</source>
        <translation>自动：最适合这台电脑的</translation>
    </message>
    <message>
        <source>Way of sharpening</source>
        <translation>清晰化方式</translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation>模糊画面</translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation>静止画面</translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation>我自己的图片…</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>其他人看到的画面</translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation>放大时的尺寸</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation>{network}，仅供研究</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} 像素</translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation>会学习的最小面部</translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation>会变清晰的最大面部</translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation>此项由设置文件决定（{keys}）。</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>保存画面</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>再次播放</translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation>选择其他摄像头…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>检查这台电脑…</translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation>观看示例通话</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>打开其他录像…</translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation>返回摄像头</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>正在关闭…</translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation>点击“开始”即可开始。</translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation>您的视频已暂停。</translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation>摄像头已断开连接。HIME 会自动重新连接。</translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation>没有人在观看，因此摄像头暂时休息。</translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation>现在无法让面部更清晰，画面按原样显示。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>没有画面。</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>录像已播放完毕。</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>通话已结束。</translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation>您的视频已暂停：其他人看到的是静止画面。</translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation>您的视频已暂停：其他人看到的是模糊画面。</translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation>您的视频已暂停：其他人看到的是您选择的图片。</translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures are ready for when they sit back.</source>
        <translation>{people} 个人离得近且清晰。已准备好 {pictures} 张照片，供他们往后坐时使用。</translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation>您离得近且清晰。已准备好 {pictures} 张您的照片，供您往后坐时使用。</translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation>面部离得近且清晰。已准备好 {pictures} 张照片，供面部离得远时使用。</translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation>我没有看到人。请坐到摄像头前。</translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation>我在这里没有看到面部。</translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation>学习已暂停：不会拍摄新照片。</translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation>正在看我是否认识您…</translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation>正在看我是否认识这张面部…</translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation>正在学习这些面部…</translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation>正在学习这张面部…</translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation>正在学习您的面部：请保持靠近，并看着摄像头片刻。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation>您离摄像头较远：已用您的 1 张照片让面部更清晰。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} pictures of you.</source>
        <translation>您离摄像头较远：已用您的 {used} 张照片让面部更清晰。</translation>
    </message>
    <message>
        <source>You are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>您离得远，但电脑太忙。关闭其他程序会有帮助。</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} pictures of it.</source>
        <translation>面部离得远：已用它的 {used} 张照片使其更清晰。</translation>
    </message>
    <message>
        <source>The face is far, but the computer is too busy. Closing other programs helps.</source>
        <translation>面部离得远，但电脑太忙。关闭其他程序会有帮助。</translation>
    </message>
    <message>
        <source>Faces are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>有些面部离得远，但电脑太忙。关闭其他程序会有帮助。</translation>
    </message>
    <message>
        <source>This recording cannot be played.</source>
        <translation>无法播放此录像。</translation>
    </message>
    <message>
        <source>Recording, {position}</source>
        <translation>录像 {position}</translation>
    </message>
    <message>
        <source>Recording, {position} of {length}</source>
        <translation>录像 {position} / {length}</translation>
    </message>
    <message>
        <source>No pictures. Learning is paused, so none are taken.</source>
        <translation>没有照片。学习已暂停，因此不会拍摄。</translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when the call ends.</source>
        <translation>还没有照片。请靠近摄像头坐几秒钟。照片只保存在内存中，通话结束后就会消失。</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the recording ends.</source>
        <translation>还没有照片。照片只保存在内存中，录像结束后就会消失。</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the call ends.</source>
        <translation>还没有照片。照片只保存在内存中，通话结束后就会消失。</translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation>您离摄像头较远：正在处理…</translation>
    </message>
    <message>
        <source>The recording is paused at {position}.</source>
        <translation>录像已在 {position} 暂停。</translation>
    </message>
    <message>
        <source>HIME is off: faces are not sharpened.</source>
        <translation>HIME 已关闭：不会让面部更清晰。</translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation>您离摄像头较远。正在看我是否认识您…</translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation>您离摄像头较远。请靠近坐几秒钟，让我学习您的面部。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation>您离摄像头较远：未用您的照片让面部更清晰。</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation>面部离得远：已用它的 1 张照片使其更清晰。</translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation>面部离得远：正在处理…</translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation>面部离得远。正在看我是否认识它…</translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation>面部离得远：未用照片使其更清晰，因为我没有它的照片。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation>{all} 张面部中有 {far} 张离得远：已用相同人物的照片使其更清晰。</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation>{all} 张面部中有 1 张离得远：已用同一个人的照片使其更清晰。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation>{all} 张面部中有 {far} 张离得远：目前未用照片使其更清晰。</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation>{all} 张面部中有 1 张离得远：目前未用照片使其更清晰。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation>{all} 张面部中有 {far} 张离得远：正在处理…</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation>{all} 张面部中有 1 张离得远：正在处理…</translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation>查看这台电脑缺少什么。</translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation>未找到摄像头，因此显示示例通话。</translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation>只有您能看到此画面：没有虚拟摄像头。</translation>
    </message>
    <message>
        <source>Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot.</source>
        <translation>PipeWire 摄像头：Firefox 和 Chrome 可以列出它，Zoom 不能。</translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation>您的照片</translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation>这里的人的照片</translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation>来自示例通话的照片</translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation>来自此录像的照片</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the recording ends.</source>
        <translation>没有照片。录像结束时，照片会从内存中删除。</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the call ends.</source>
        <translation>没有照片。通话结束时，照片会从内存中删除。</translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation>HIME 占用多少处理器资源</translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation>了解缺少什么以及如何获取</translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation>状态：{sentence}</translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation>HIME 占用 {usage}</translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation>暂停学习</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>全部忘记…</translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation>已记住的照片</translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation>开启或关闭 HIME</translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation>让面部更清晰，或按摄像头拍到的原样发送画面</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Sharpens far faces</source>
        <translation>远处的面部会更清晰</translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation>画面保持原样</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Forget this picture</source>
        <translation>忘记这张照片</translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation>忘记照片：{picture}</translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation>忘记它：按 Delete 键</translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation>现在在画面中</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>现在不在</translation>
    </message>
    <message>
        <source>{age} old, quality {quality}%, {place}</source>
        <translation>{age}前，质量 {quality}%，{place}</translation>
    </message>
    <message>
        <source>contributes {share}% now</source>
        <translation>现在贡献 {share}%</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation>让面部更清晰</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>HIME: {sentence}</source>
        <translation>HIME：{sentence}</translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation>如何更新 HIME</translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation>这是 HIME {version}</translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation>此 HIME 未安装</translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation>更新 HIME 的命令行</translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation>HIME 不会自行检查新版本，因为它不发送任何数据。更新前请先关闭 HIME。</translation>
    </message>
    <message>
        <source>To get the newest version, get the newest package of HIME from where you got this one, and install it in the place of this one. Your settings stay.</source>
        <translation>要获得最新版本，请从您获得此安装包的地方获取 HIME 的最新安装包，并安装它来替换当前版本。您的设置会保留。</translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation>此副本不知道自己来自哪里。要获取最新版本，请按您以前的方式重新安装 HIME。</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation>此副本是从文件夹 {folder} 安装的。要获取最新版本，请在终端中运行以下命令：</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation>此副本是从文件夹 {folder} 安装的。要获取最新版本，请将最新版本放入该文件夹，然后在终端中运行以下命令：</translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation>{reason}。其他人看到的是模糊画面。</translation>
    </message>
    <message>
        <source>Pause the &amp;recording</source>
        <translation>暂停录像(&amp;R)</translation>
    </message>
    <message>
        <source>The settings stay as they were: {mistake}</source>
        <translation>设置保持不变：{mistake}</translation>
    </message>
    <message>
        <source>The settings stay as they were. The first of {count} mistakes: {mistake}</source>
        <translation>设置保持不变。{count} 处错误中的第一处：{mistake}</translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”.</source>
        <translation>其他程序已占用“{keys}”。</translation>
    </message>
    <message>
        <source>The program that loads parts of the system (modprobe) is missing here.</source>
        <translation>这里缺少加载系统组件的程序（modprobe）。</translation>
    </message>
    <message>
        <source>No password was given, so nothing was changed.</source>
        <translation>没有输入密码，因此没有做任何更改。</translation>
    </message>
    <message>
        <source>The system did not allow it. The password was wrong, or your account may not do this.</source>
        <translation>系统不允许这样做。密码不正确，或者您的帐户没有权限。</translation>
    </message>
    <message>
        <source>Nothing on this desktop can ask for the password.</source>
        <translation>此桌面上没有可以询问密码的程序。</translation>
    </message>
    <message>
        <source>Secure Boot refuses the virtual camera until its key is enrolled.</source>
        <translation>在登记密钥之前，安全启动会拒绝虚拟摄像头。</translation>
    </message>
    <message>
        <source>The system could not do it: {reason}</source>
        <translation>系统无法完成：{reason}</translation>
    </message>
    <message>
        <source>Another program uses the virtual camera now. Close that program, and try again.</source>
        <translation>其他程序正在使用虚拟摄像头。请关闭该程序，然后重试。</translation>
    </message>
    <message>
        <source>Switch on the virtual camera</source>
        <translation>打开虚拟摄像头</translation>
    </message>
    <message>
        <source>Restart the virtual camera</source>
        <translation>重新启动虚拟摄像头</translation>
    </message>
    <message>
        <source>Your computer asks for an administrator&apos;s password. HIME does not see it.</source>
        <translation>电脑会要求输入管理员密码。HIME 看不到该密码。</translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>正在等待密码…</translation>
    </message>
</context>
</TS>
