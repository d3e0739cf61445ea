<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation>{path}：作成できません（{reason}）</translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation>{path}：削除できません（{reason}）</translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation>WindowsにHIMEの自動起動を設定できません（{reason}）</translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation>Windowsは今もHIMEを自動起動します（{reason}）</translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation>HIMEの内部で問題が発生しました（{fault}）</translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation>このカメラかシステムでは、HIMEから設定できるものがありません。</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>カメラ：{name}</translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation>カメラに問い合わせ中</translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation>ここでの設定は、カメラを抜くまで、ほかのアプリにも適用されます。</translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation>カメラで設定できること</translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation>カメラの初期設定に戻す(&amp;D)</translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation>すべての設定を出荷時の状態に戻します</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>このページを閉じます</translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation>明るさ、露出、ピント</translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation>{title}：未確認</translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation>{title}：問題なし</translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation>{title}：要対応</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>問題なし</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>要対応</translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation>直すには、設定ファイルを変更してください：</translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation>直すには、ターミナルを開いて次の行を貼り付けてください：</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>方法を表示</translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation>直し方を表示：{title}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation>詳細：{title}</translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation>修正用のコマンド</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>コピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>この行をコピーします</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation>HIMEへようこそ</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>このパソコンを確認</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>このパソコンを調べています</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>もう一度確認(&amp;A)</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>このパソコンをもう一度調べます</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>通話を始める</translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation>HIMEは、カメラから離れて座っているときに、ビデオ通話のあなたの顔をくっきりさせます。</translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation>確認結果を表示(&amp;F)</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>このパソコンを調べています…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation>HIMEは画像を読み込んで描画できます。</translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation>画像を描画する部品が二重にインストールされています。HIMEがいつ動かなくなるかわかりません。</translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation>画像を描画する部品が動きません。HIMEにはこの部品が必要です。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation>HIMEで使えるカメラ：{detail}。</translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation>カメラが見つかりません。カメラを接続するまでは、サンプル通話を表示します。</translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation>HIMEの部品が動かないため、カメラを探せません。</translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation>カメラを使う許可</translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation>あなたのアカウントでは、実物も仮想も、ここにあるすべてのカメラを使えます。</translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation>あなたのアカウントでは、一部のカメラを使えません。HIMEは、そのカメラを開くことも、そこに映像を送ることもできません。</translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation>あなたのアカウントに使用を許可できるカメラが、実物も仮想もまだありません。</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>仮想カメラ</translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation>仮想カメラがあります。ミーティングでは、いつものカメラの代わりにこれを選んでください。</translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, most meeting programs do not find HIME&apos;s picture.</source>
        <translation>仮想カメラがまだありません。それまでは、ほとんどの会議プログラムでHIMEの映像が見つかりません。</translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation>ChromeとZoomでの仮想カメラ</translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation>ChromeとZoomのリストに仮想カメラを表示できます。</translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation>仮想カメラに必要な設定がないため、ChromeとZoomのリストに表示されません。</translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation>ChromeとZoomのリストに仮想カメラを表示できるかどうか、確認できませんでした。</translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation>仮想カメラの選択</translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation>HIMEの映像を送る仮想カメラは決まっています。</translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation>HIMEの映像をどの仮想カメラに送るのか、はっきりしません。ほかのアプリが使うカメラかもしれません。</translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation>選べる仮想カメラがまだありません。</translation>
    </message>
    <message>
        <source>Camera without a kernel module</source>
        <translation>カーネルモジュールを使わないカメラ</translation>
    </message>
    <message>
        <source>HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot.</source>
        <translation>HIME は PipeWire のカメラになれます。Firefox と Chrome は一覧に表示できますが、Zoom など多くのプログラムは表示できません。</translation>
    </message>
    <message>
        <source>Your settings ask for a camera in PipeWire, and there is no PipeWire here.</source>
        <translation>設定では PipeWire のカメラが指定されていますが、ここには PipeWire がありません。</translation>
    </message>
    <message>
        <source>There is no PipeWire here, in which HIME could be a camera without a kernel module.</source>
        <translation>ここには PipeWire がないため、HIME はカーネルモジュールなしではカメラになれません。</translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation>エンジンのインストール</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation>くっきりした顔を計算するエンジンがインストールされています。</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation>くっきりした顔を計算するエンジンが、このパソコンに合っていません。遅くなったり、失敗したりする可能性があります。</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation>くっきりした顔を計算するエンジンがインストールされていません。HIMEにはこのエンジンが必要です。</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation>エンジンは正常です。HIMEはこのパソコンで最も速い方法を使っています。</translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation>エンジンは動いていますが、グラフィックカードを使えていません。使えばもっと速くなります。</translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation>エンジンが動きません。エンジンがないと、HIMEは顔をくっきりさせられません。</translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation>HIMEが学習したデータ</translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation>HIMEが顔について学習したデータは、すべてそろっています。</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation>HIMEが顔について学習したデータのファイルが、壊れているか見つかりません。通話には必要ないファイルです。</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation>HIMEが顔について学習したデータのファイルが、壊れているか見つかりません。HIMEにはこのファイルが必要です。</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>何も送信しない</translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation>HIMEには、あなたの操作をだれかに報告する部品はありません。</translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation>HIMEの一部品が、使用していることを開発元に報告する可能性があります。</translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation>以前の記録</translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation>あなたの使用状況の記録は、ここには残っていません。</translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation>HIMEの以前のバージョンかほかのアプリが、あなたの使用状況の記録をここに残しています。</translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation>ここには、そのような記録が残る場所がありません。</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>このウィンドウ</translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation>ウィンドウは正常に動いています。</translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation>ウィンドウが開かなかったり、ひとりでに閉じたりする可能性があります。</translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation>確認そのもの</translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation>このパソコンを確認できませんでした。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>すべて問題ありません。</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation>HIMEはまだ通話の顔をくっきりさせられません。直す必要のあるものが1つあります。</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation>HIMEはまだ通話の顔をくっきりさせられません。直す必要のあるものが{count}個あります。</translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation>HIMEは動作しますが、ミーティングに必要なものが1つ足りません。</translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation>HIMEは動作しますが、ミーティングに必要なものが{count}個足りません。</translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation>HIMEは動作しますが、確認が必要なことが1つあります。</translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation>HIMEは動作しますが、確認が必要なことが{count}件あります。</translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation>遠くの顔の拡大表示</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>拡大表示</translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation>拡大表示（少し前）</translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation>顔が遠くにあるとき、HIMEがくっきりさせた顔がここに表示されます。</translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation>HIMEなし</translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation>HIMEあり</translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation>今は、くっきりさせている顔がありません。

HIMEをオンにして、数秒間カメラの近くに座ってから、映像の中で顔が小さくなるまで後ろに下がってください。比較は自動的にここに表示され、そのまま残ります。</translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation>通話が行われていないか、HIMEが準備中です。比較は自動的にここに表示されます。</translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation>強さ（パーセント）</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力先</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation>映像のどこまでを相手に見せるか</translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation>人をズーム</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>映像全体</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>補正前後を比較</translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation>カメラの映像と相手に見える映像を、ここに並べて表示します。境目はドラッグできます</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>録画を一時停止</translation>
    </message>
    <message>
        <source>The recording stands still</source>
        <translation>録画が止まります</translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation>ビデオを一時停止</translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation>相手には、あなたの代わりに別のものが見えます。何を見せるかは「設定」で選べます</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>サンプル通話</translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation>仮想カメラ（自動）</translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation>なし（プレビューのみ）</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>録画：{name}</translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation>なし：ここでのみ再生</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>強さ(&amp;S)</translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation>くっきりさせる効果をどれだけ反映するか。矢印キーで変更できます</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>カメラ(&amp;A)</translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation>あなたを映すカメラ</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>出力先(&amp;O)</translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation>映像の送り先です。ミーティングで同じカメラを選んでください</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>表示(&amp;W)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>録画を開く</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録画</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</source>
        <translation>QtとPySide6（LGPL-3.0）、OpenCVとBlazeFace（Apache-2.0）、YuNetとONNX Runtime（MIT）、PyAV（BSD）とFFmpeg、pyvirtualcam（GPL-2.0）、NumPy（BSD）</translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation>HIMEについて</translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation>先に撮ったあなた自身の顔写真を使って、ビデオ通話の顔をくっきりさせます。処理はすべてこのパソコンの中で行われ、写真はメモリにだけ保存されます。</translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation>HIMEはApache License 2.0で公開されているフリーソフトウェアです。次のソフトウェアを利用しています：{parts}。</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>違いを見る</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>保持(&amp;H)</translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation>通話が進んでも、この比較を表示し続けます</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>画像を保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation>この比較を画像として保存します</translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation>保存できませんでした。比較した画像がもうありません。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>少し前</translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation>この比較を保存</translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation>HIMEは、この通話で先に近くで撮った同じ人の写真を使って、遠くの顔をくっきりさせます。写真によって加わるのはこの部分です。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>{path}に保存しました</translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation>カメラの映像（拡大）</translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation>以前の写真を使わないHIME</translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation>以前の写真を使ったHIME</translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation>変化（{times}倍に強調）</translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation>使用中の写真</translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation>それぞれの写真が役立った部分</translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation>この顔の写真はまだありません。数秒間カメラの近くに座ってから、後ろに下がってください。</translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation>この顔に加えられたものは、すべてこの1枚の写真から来ています。</translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation>黄色：その部分の細部の多くがこの写真から来ています。青：わずかです。</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>写真{number}</translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation>写真{number}が役立った部分</translation>
    </message>
    <message>
        <source>Picture {number}: {share}% of what the pictures gave</source>
        <translation>写真{number}：写真全体から得られたもののうち{share}%</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>保存できる画像がまだありません。</translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation>開いているカメラがないため、設定できるものがありません。</translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation>ファイル名を入力してください。</translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation>「{folder}」はフォルダです。ファイル名を加えてください。</translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation>ファイル名「{name}」の末尾は.mp4、.mkv、.movのいずれかにしてください。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation>フォルダ「{folder}」がありません。実在するフォルダを選んでください。</translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation>「{path}」は元の録画です。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation>録画の書き出し</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>書き出すファイル</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選択(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>書き出すファイルを選択します</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>書き出しの進み具合</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出す(&amp;E)</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>ファイルを書き出します</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>フォルダを表示(&amp;F)</translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation>ファイルのあるフォルダを開きます</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>中止します。ファイルは残りません</translation>
    </message>
    <message>
        <source>Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call.</source>
        <translation>遠くの顔を、設定した強さでくっきりさせ、音声も残します。通話中は時間がかかります。</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>保存先(&amp;A)</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>準備しています…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>中止しています…</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>{done}フレームが完了しました。</translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation>{total}フレームのうち{done}フレームが完了しました。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>中止しました。何も書き出していません。</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>動画を保存</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>ファイルを置き換えますか？</translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation>このフォルダには「{name}」というファイルがすでにあります。置き換えますか？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>置き換える(&amp;R)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>Not kept: {which}.</source>
        <translation>保持できなかったもの: {which}</translation>
    </message>
    <message>
        <source>Converted: {which}.</source>
        <translation>変換したもの: {which}</translation>
    </message>
    <message>
        <source>Kept in part: {which}.</source>
        <translation>一部だけ保持したもの: {which}</translation>
    </message>
    <message>
        <source>One picture of the recording is damaged.</source>
        <translation>録画の 1 枚の画像が壊れています。</translation>
    </message>
    <message>
        <source>{count} pictures of the recording are damaged.</source>
        <translation>録画の {count} 枚の画像が壊れています。</translation>
    </message>
    <message>
        <source>The last second of the recording cannot be read.</source>
        <translation>録画の最後の 1 秒を読み取れません。</translation>
    </message>
    <message>
        <source>The last {seconds} seconds of the recording cannot be read.</source>
        <translation>録画の最後の {seconds} 秒を読み取れません。</translation>
    </message>
    <message>
        <source>sound track {number} ({why})</source>
        <translation>音声トラック {number}（{why}）</translation>
    </message>
    <message>
        <source>subtitle track {number} ({why})</source>
        <translation>字幕トラック {number}（{why}）</translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation>残り約{count}秒です。</translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation>残り約1分です。</translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation>残り約{count}分です。</translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation>「{keys}」はHIMEで使えないキーです。Ctrl+Alt+Pのように、文字、数字、F1～F24、Pauseのいずれかを選んでください。</translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation>「{keys}」は文字の入力に使うキーです。Ctrl、Alt、Metaのいずれかを加えてください。</translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation>Waylandでは、ほかのアプリでキーボードを使っている間、HIMEはキーを受け取れません。</translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation>このシステムでは、ほかのアプリでキーボードを使っている間、HIMEはキーを受け取れません。</translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation>このキーボードには「{keys}」というキーがありません。</translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation>X11のディスプレイに接続できないため、HIMEはそこでキーを受け取れません。</translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation>リストにないとき</translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation>次の方法を順に試してください</translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation>ミーティングの前</translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation>Zoomを開き、右上の自分の画像をクリックして、「設定」を選びます。</translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation>「ビデオとエフェクト」（古いバージョンでは「ビデオ」）を開きます。</translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation>「カメラ」の横のリストで「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>ミーティング中</translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation>「ビデオ」（または「ビデオの停止」）の横の小さな矢印をクリックします。</translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation>「カメラを選択」の下で「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation>参加する前</translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation>ミーティングのリンクを開きます。ブラウザが確認してきたら、カメラの使用を許可します。</translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation>自分の映像の下で、現在のカメラの名前が出ているリストを開き、「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation>カメラのボタンの横の小さな矢印（ビデオの設定）をクリックします。</translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation>「{camera}」を選びます。「その他のオプション」（⋮）&gt;「設定」&gt;「動画」&gt;「カメラ」でも選べます。</translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation>右上の自分の画像の横にある3つの点（設定など）をクリックし、「設定」を選びます。</translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation>「デバイス」を開きます。</translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation>「ビデオ」または「ビデオの設定」の下の「カメラ」リストで「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation>「カメラ」の横の小さな矢印をクリックします。</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation>カメラのリストで「{camera}」を選びます。「その他」&gt;「設定」&gt;「デバイスの設定」でも選べます。</translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation>LinuxにはTeamsのアプリがありません。ChromeかEdgeでteams.microsoft.comを開いてください。手順は同じです。</translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation>ChromeとEdge</translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation>アドレスバーにchrome://settings/content/cameraと入力します
（Edgeではedge://settings/content/camera）。</translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation>上部のリストで「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation>ミーティングのページを再読み込みし、確認されたらカメラの使用を許可します。</translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation>ページがカメラの使用を求めたら、Firefoxの確認画面で「{camera}」を選び、「許可」を押します。</translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation>Firefoxが確認してこない場合は、アドレスの左にある許可のマークをクリックし、「カメラの使用」を取り消して、再読み込みしてください。</translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation>「Safari」メニューの「設定」&gt;「Webサイト」&gt;「カメラ」を開き、ミーティングのページに許可します。</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation>ミーティングのページの設定で「{camera}」を選びます。</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>ブラウザ</translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation>多くのミーティングのページは、設定の中にカメラのリストがあります。まずそれを使ってください。</translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation>HIMEを開いたままにしてください。HIMEのカメラは、HIMEの動作中しか使えません。</translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation>ミーティングのアプリを完全に終了して起動し直すか、ページを再読み込みしてください。多くのアプリは、カメラを最初に一度しか探しません。</translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation>HIMEで「ヘルプ」&gt;「このパソコンを確認」を開き、表示される指示に従ってください。</translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation>OBS Studioが開いている場合は、OBSの「仮想カメラ停止」を押してください。そのカメラに映像を送れるアプリは1つだけです。</translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation>Windowsの「設定」&gt;「プライバシーとセキュリティ」&gt;「カメラ」を開き、「デスクトップ アプリがカメラにアクセスできるようにする」をオンにします。</translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation>「システム設定」&gt;「一般」&gt;「ログイン項目と機能拡張」&gt;「カメラ機能拡張」を開き、OBSをオンにします。</translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation>「システム設定」&gt;「プライバシーとセキュリティ」&gt;「カメラ」を開き、ミーティングのアプリかブラウザをオンにします。</translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation>SnapやFlatpakのアプリがカメラを使うには許可が必要です。システムのアプリ設定で許可をオンにしてください。</translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation>カメラの選び方</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>アプリ</translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation>仮想カメラがまだありません。まずこのパソコンを確認してから、下の手順に進んでください。</translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation>このパソコンを確認(&amp;P)</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>足りないものを見る</translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation>ほかのアプリでは、カメラとして「{camera}」を選んでください</translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation>この操作は、アプリごとに一度だけ必要です。次からはアプリが覚えています。HIMEは開いておいてください。</translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation>問題が発生しました（{fault}）</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>通話(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation>顔をくっきりさせる(&amp;S)</translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation>オフにすると、映像をそのまま送ります</translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation>ビデオを一時停止(&amp;V)</translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation>相手には、あなたの代わりに別のものが見えます</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>録画を開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation>録画した通話を、くっきりさせてここで再生します</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出し(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation>再生中の録画を、くっきりさせて保存します</translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation>カメラに戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation>録画の再生をやめて、カメラに戻ります</translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation>画像を保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation>今相手に見えている画像を保存します</translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation>明るさとピント(&amp;L)…</translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation>カメラ自体の明るさ、露出、ピントを設定します</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>設定(&amp;T)…</translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation>たまにしか使わない設定です</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation>通話を終えてHIMEを閉じます</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation>人をズーム(&amp;Z)</translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation>相手には、人のまわりの部分だけが見えます</translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation>映像全体(&amp;W)</translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation>相手には、カメラに映るものすべてが見えます</translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation>人を追う(&amp;F)</translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation>表示する範囲が人と一緒に動きます</translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation>この範囲で固定(&amp;K)</translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation>表示する範囲を今の位置から動かしません</translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation>プレビューを左右反転(&amp;M)</translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation>自分にだけ左右反転して見えます。相手には反転せずに見えます</translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation>補正前後を比較(&amp;C)</translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation>カメラの映像を横に並べて表示します</translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation>パフォーマンス(&amp;P)</translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation>何にどれだけ時間がかかっているかをここに表示します</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>テーマ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation>あなたの写真(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation>学習を一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation>だれの写真も新しく撮らないようにします</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>すべて消去(&amp;F)…</translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation>これらの写真をすべて消去します</translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation>違いを見る(&amp;S)…</translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation>これらの写真を使った場合と使わない場合の、遠くの顔を見比べます</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation>カメラの選び方(&amp;H)…</translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation>Zoom、Meet、Teams、ブラウザでの手順</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation>このパソコンを確認(&amp;C)…</translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation>足りないものと、その入手方法</translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation>更新方法(&amp;U)…</translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation>このHIMEのバージョンと、新しいバージョンの入手方法</translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation>HIMEについて(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>バージョンとライセンス</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation>相手に見える映像です。補正前後を比較している間は、矢印キーで境目を動かせます。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>補正前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>補正後</translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation>毎秒{rate}フレーム、カメラからの遅れ{late} ms</translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept</source>
        <translation>顔{number}：{side} px、写真{pictures}枚、{time} ms、反映{kept}%</translation>
    </message>
    <message>
        <source>{cores} of {all} processor cores</source>
        <translation>プロセッサのコア{all}個のうち{cores}個分</translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation>バッテリーの供給電力{watts} W</translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation>録画を開きますか？</translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation>開くと、相手にはあなたのカメラの映像が見えなくなり、静止した映像になります。録画はここでのみ再生されます。</translation>
    </message>
    <message>
        <source>The recording to {file} ends then. The one that you open plays only here.</source>
        <translation>そうすると{file}への録画は終了します。開いた録画はここでのみ再生されます。</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>録画を開く…</translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation>通話を続ける</translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.</source>
        <translation>{count}枚の写真がすべて、すぐに削除されます。元には戻せませんが、HIMEはまた学習できます。</translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation>写真をすべて消去しますか？</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>すべて消去</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>書き出しの途中です。</translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation>今終了すると、書き出し中のファイルは完成せず、何も残りません。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>書き出しを続ける</translation>
    </message>
    <message>
        <source>If you close this window now, nothing of the exported file is kept.</source>
        <translation>今このウィンドウを閉じると、書き出し中のファイルは残りません。</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>書き出しを中止</translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation>研究専用の学習データ</translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation>使用状況をGoogleに報告</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>HIME</source>
        <translation>HIME</translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation>ビデオの一時停止中</translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation>送信する映像</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>HIME uses the new language when you start it again.</source>
        <translation>新しい言語は、HIMEを次に起動したときから使われます。</translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation>パソコンの起動時にHIMEを画面に出さずに起動する</translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine.</source>
        <translation>英語以外の言語の文章は機械翻訳です。</translation>
    </message>
    <message>
        <source>{keys} also works while another program is in front</source>
        <translation>ほかのアプリが前面にあるときも{keys}を使う</translation>
    </message>
    <message>
        <source>Another size or rate restarts the call. HIME then learns your face again.</source>
        <translation>サイズかフレームレートを変えると、通話の処理が最初からやり直しになり、HIMEはあなたの顔を学習し直します。</translation>
    </message>
    <message>
        <source>Automatic: the best one for this computer</source>
        <translation>自動：このパソコンに最適なもの</translation>
    </message>
    <message>
        <source>Way of sharpening</source>
        <translation>くっきりさせる方式</translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation>ぼかした映像</translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation>静止画</translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation>自分で選んだ画像…</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>相手に見えるもの</translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation>ズーム時のサイズ</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>毎秒{rate}フレーム</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>フレームレート</translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation>{network}（研究専用）</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side}ピクセル</translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation>学習する顔の最小サイズ</translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation>くっきりさせる顔の最大サイズ</translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation>これは設定ファイルで指定されています（{keys}）。</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>画像を選択</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>もう一度再生</translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation>別のカメラを選択…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>このパソコンを確認…</translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation>サンプル通話を見る</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>別の録画を開く…</translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation>カメラに戻る</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>終了しています…</translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation>「開始」を押すと始まります。</translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation>ビデオを一時停止中です。</translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation>カメラの接続が切れました。HIMEが自動的に接続し直します。</translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation>だれも見ていないので、カメラを休ませています。</translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation>今は顔をくっきりさせられません。映像をそのまま表示しています。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>映像がありません。</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>録画が終了しました。</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>通話が終了しました。</translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation>ビデオを一時停止中です：相手には静止画が見えます。</translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation>ビデオを一時停止中です：相手にはぼかした映像が見えます。</translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation>ビデオを一時停止中です：相手にはあなたが選んだ画像が見えます。</translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures are ready for when they sit back.</source>
        <translation>{people}人が近くにいて、くっきり映っています。離れたときのために写真{pictures}枚を用意しています。</translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation>近くて鮮明に映っています。後ろに下がったときに使うあなたの写真が{pictures}枚あります。</translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation>顔は近くて鮮明です。遠くなったときに使う写真が{pictures}枚あります。</translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation>だれも見つかりません。カメラの前に座ってください。</translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation>ここには顔が見つかりません。</translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation>学習を一時停止中です：新しい写真は撮りません。</translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation>知っている人かどうか調べています…</translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation>知っている顔かどうか調べています…</translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation>これらの顔を学習しています…</translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation>この顔を学習しています…</translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation>あなたの顔を学習しています：近くに座ったまま、少しの間カメラを見てください。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation>カメラから遠くにいます：あなたの写真1枚を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} pictures of you.</source>
        <translation>カメラから遠くにいます：あなたの写真{used}枚を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>You are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>カメラから遠くにいますが、パソコンの負荷が高すぎます。ほかのアプリを閉じると改善します。</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} pictures of it.</source>
        <translation>顔が遠くにあります：この顔の写真{used}枚を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>The face is far, but the computer is too busy. Closing other programs helps.</source>
        <translation>顔が遠くにありますが、パソコンの負荷が高すぎます。ほかのアプリを閉じると改善します。</translation>
    </message>
    <message>
        <source>Faces are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>遠くに顔がありますが、パソコンの負荷が高すぎます。ほかのアプリを閉じると改善します。</translation>
    </message>
    <message>
        <source>This recording cannot be played.</source>
        <translation>この録画は再生できません。</translation>
    </message>
    <message>
        <source>Recording, {position}</source>
        <translation>録画 {position}</translation>
    </message>
    <message>
        <source>Recording, {position} of {length}</source>
        <translation>録画 {position} / {length}</translation>
    </message>
    <message>
        <source>No pictures. Learning is paused, so none are taken.</source>
        <translation>写真はありません。学習が一時停止中なので、撮影されません。</translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when the call ends.</source>
        <translation>まだ写真がありません。数秒間カメラの近くに座ってください。写真はメモリにだけ保存され、通話が終わると消えます。</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the recording ends.</source>
        <translation>まだ写真がありません。写真はメモリにだけ保存され、録画が終わると消えます。</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the call ends.</source>
        <translation>まだ写真がありません。写真はメモリにだけ保存され、通話が終わると消えます。</translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation>カメラから遠くにいます：処理しています…</translation>
    </message>
    <message>
        <source>The recording is paused at {position}.</source>
        <translation>録画は{position}で一時停止中です。</translation>
    </message>
    <message>
        <source>HIME is off: faces are not sharpened.</source>
        <translation>HIMEはオフです：顔をくっきりさせません。</translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation>カメラから遠くにいます。知っている人かどうか調べています…</translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation>カメラから遠くにいます。顔を学習しますので、数秒間カメラの近くに座ってください。</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation>カメラから遠くにいます：あなたの写真なしでくっきりさせています。</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation>顔が遠くにあります：この顔の写真1枚を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation>顔が遠くにあります：処理しています…</translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation>顔が遠くにあります。知っている顔かどうか調べています…</translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation>顔が遠くにあります：この顔の写真がないため、写真なしでくっきりさせています。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation>{all}人のうち{far}人の顔が遠くにあります：同じ人の写真を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation>{all}人のうち1人の顔が遠くにあります：同じ人の写真を使ってくっきりさせています。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation>{all}人のうち{far}人の顔が遠くにあります：今のところ写真なしでくっきりさせています。</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation>{all}人のうち1人の顔が遠くにあります：今のところ写真なしでくっきりさせています。</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation>{all}人のうち{far}人の顔が遠くにあります：処理しています…</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation>{all}人のうち1人の顔が遠くにあります：処理しています…</translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation>このパソコンに足りないものを確認してください。</translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation>カメラが見つからないため、サンプル通話を表示しています。</translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation>この映像はあなたにしか見えません：仮想カメラがありません。</translation>
    </message>
    <message>
        <source>Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot.</source>
        <translation>PipeWire のカメラです。Firefox と Chrome は一覧に表示できますが、Zoom はできません。</translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation>あなたの写真</translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation>ここにいる人たちの写真</translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation>サンプル通話の写真</translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation>この録画の写真</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the recording ends.</source>
        <translation>写真はありません。録画が終わると、メモリから削除されます。</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the call ends.</source>
        <translation>写真はありません。通話が終わると、メモリから削除されます。</translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation>HIMEが使っているプロセッサの量</translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation>足りないものと、その入手方法を調べます</translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation>状態：{sentence}</translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation>HIMEの使用量：{usage}</translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation>学習を一時停止</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>すべて消去…</translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation>覚えている写真</translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation>HIMEのオン/オフ</translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation>顔をくっきりさせるか、カメラの映像をそのまま送るかを切り替えます</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Sharpens far faces</source>
        <translation>遠くの顔をくっきり</translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation>映像をそのまま表示</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count}秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}分</translation>
    </message>
    <message>
        <source>Forget this picture</source>
        <translation>この写真を消去</translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation>この写真を消去：{picture}</translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation>消去するにはDeleteキーを押します</translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation>今映像に映っています</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>今は不在</translation>
    </message>
    <message>
        <source>{age} old, quality {quality}%, {place}</source>
        <translation>{age}前の写真、画質{quality}%、{place}</translation>
    </message>
    <message>
        <source>contributes {share}% now</source>
        <translation>現在{share}%を提供</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>画面内</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>不在</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>画質</translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation>顔をくっきりさせる</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>ウィンドウを表示</translation>
    </message>
    <message>
        <source>HIME: {sentence}</source>
        <translation>HIME：{sentence}</translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation>HIMEの更新方法</translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation>このHIMEのバージョンは{version}です</translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation>このHIMEはインストールされていません</translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation>HIMEを更新するコマンド</translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation>HIMEは何も送信しないため、新しいバージョンを自動では探しません。更新する前にHIMEを閉じてください。</translation>
    </message>
    <message>
        <source>To get the newest version, get the newest package of HIME from where you got this one, and install it in the place of this one. Your settings stay.</source>
        <translation>最新版にするには、このパッケージを入手したところから HIME の最新のパッケージを入手し、今のものと置き換えてインストールしてください。設定はそのまま残ります。</translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation>このHIMEの入手元がわかりません。最新のバージョンを入手するには、前と同じ方法でHIMEをインストールし直してください。</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation>このHIMEはフォルダ「{folder}」からインストールされました。最新のバージョンにするには、ターミナルで次の行を実行してください：</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation>このHIMEはフォルダ「{folder}」からインストールされました。最新のバージョンにするには、最新版をそのフォルダに入れてから、ターミナルで次の行を実行してください：</translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation>{reason}。相手にはぼかした映像が見えます。</translation>
    </message>
    <message>
        <source>Pause the &amp;recording</source>
        <translation>録画を一時停止(&amp;R)</translation>
    </message>
    <message>
        <source>The settings stay as they were: {mistake}</source>
        <translation>設定は元のままです：{mistake}</translation>
    </message>
    <message>
        <source>The settings stay as they were. The first of {count} mistakes: {mistake}</source>
        <translation>設定は元のままです。{count}件の誤りのうち最初のもの：{mistake}</translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”.</source>
        <translation>「{keys}」はすでにほかのアプリが使っています。</translation>
    </message>
    <message>
        <source>The program that loads parts of the system (modprobe) is missing here.</source>
        <translation>システムの一部を読み込むプログラム（modprobe）がありません。</translation>
    </message>
    <message>
        <source>No password was given, so nothing was changed.</source>
        <translation>パスワードが入力されなかったため、何も変更していません。</translation>
    </message>
    <message>
        <source>The system did not allow it. The password was wrong, or your account may not do this.</source>
        <translation>システムに許可されませんでした。パスワードが違うか、このアカウントには権限がありません。</translation>
    </message>
    <message>
        <source>Nothing on this desktop can ask for the password.</source>
        <translation>このデスクトップには、パスワードを尋ねる仕組みがありません。</translation>
    </message>
    <message>
        <source>Secure Boot refuses the virtual camera until its key is enrolled.</source>
        <translation>鍵が登録されるまで、セキュアブートが仮想カメラを拒否します。</translation>
    </message>
    <message>
        <source>The system could not do it: {reason}</source>
        <translation>システムが実行できませんでした：{reason}</translation>
    </message>
    <message>
        <source>Another program uses the virtual camera now. Close that program, and try again.</source>
        <translation>ほかのアプリが仮想カメラを使っています。そのアプリを閉じて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Switch on the virtual camera</source>
        <translation>仮想カメラをオンにする</translation>
    </message>
    <message>
        <source>Restart the virtual camera</source>
        <translation>仮想カメラを再起動する</translation>
    </message>
    <message>
        <source>Your computer asks for an administrator&apos;s password. HIME does not see it.</source>
        <translation>コンピューターが管理者のパスワードを尋ねます。HIMEには見えません。</translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>パスワードを待っています…</translation>
    </message>
</context>
</TS>
