<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name></name>
    <message>
        <source>{path}: cannot be made ({reason})</source>
        <translation>{path}&#xa0;: impossible à créer ({reason})</translation>
    </message>
    <message>
        <source>{path}: cannot be removed ({reason})</source>
        <translation>{path}&#xa0;: impossible à supprimer ({reason})</translation>
    </message>
    <message>
        <source>Windows cannot be asked to start HIME ({reason})</source>
        <translation>Impossible de demander à Windows de lancer HIME ({reason})</translation>
    </message>
    <message>
        <source>Windows still starts HIME ({reason})</source>
        <translation>Windows lance toujours HIME ({reason})</translation>
    </message>
    <message>
        <source>Something went wrong inside HIME ({fault})</source>
        <translation>Un problème est survenu dans HIME ({fault})</translation>
    </message>
    <message>
        <source>This camera, or this system, lets HIME set nothing here.</source>
        <translation>Cette caméra, ou ce système, ne permet à HIME de rien régler ici.</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>Caméra&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Asking the camera</source>
        <translation>Interrogation de la caméra</translation>
    </message>
    <message>
        <source>The camera keeps what you set here, also for other programs, until it is unplugged.</source>
        <translation>La caméra garde ce que vous réglez ici, aussi pour les autres applications, jusqu’à ce qu’elle soit débranchée.</translation>
    </message>
    <message>
        <source>What can be set at the camera</source>
        <translation>Ce qui peut être réglé sur la caméra</translation>
    </message>
    <message>
        <source>Back to the camera&apos;s &amp;defaults</source>
        <translation>Réglages par &amp;défaut de la caméra</translation>
    </message>
    <message>
        <source>Set everything as it was delivered</source>
        <translation>Tout remettre aux réglages d’origine</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>Fermer cette page</translation>
    </message>
    <message>
        <source>Light, exposure and focus</source>
        <translation>Lumière, exposition et mise au point</translation>
    </message>
    <message>
        <source>{title}: not checked</source>
        <translation>{title}&#xa0;: non vérifié</translation>
    </message>
    <message>
        <source>{title}: fine</source>
        <translation>{title}&#xa0;: en ordre</translation>
    </message>
    <message>
        <source>{title}: to do</source>
        <translation>{title}&#xa0;: à faire</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Non vérifié</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>En ordre</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>To fix this, change your settings file:</source>
        <translation>Pour corriger cela, modifiez votre fichier de paramètres&#xa0;:</translation>
    </message>
    <message>
        <source>To fix this, open a terminal and paste:</source>
        <translation>Pour corriger cela, ouvrez un terminal et collez&#xa0;:</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>Voir comment</translation>
    </message>
    <message>
        <source>Show how to fix this: {title}</source>
        <translation>Voir comment corriger ce point&#xa0;: {title}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More about: {title}</source>
        <translation>En savoir plus&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Command that fixes it</source>
        <translation>Commande qui corrige le problème</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;ier</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>Copier cette ligne</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Welcome to HIME</source>
        <translation>Bienvenue dans HIME</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>Vérifier cet ordinateur</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>Examen de cet ordinateur</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>Vérifier à &amp;nouveau</translation>
    </message>
    <message>
        <source>Look at this computer again</source>
        <translation>Examiner de nouveau cet ordinateur</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>Commencer l’appel</translation>
    </message>
    <message>
        <source>HIME makes your face sharp in video calls when you sit far from the camera.</source>
        <translation>HIME rend votre visage net dans les appels vidéo quand vous êtes loin de la caméra.</translation>
    </message>
    <message>
        <source>Show what was &amp;found</source>
        <translation>Voir ce qui a été &amp;trouvé</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Examen de cet ordinateur…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>HIME can read and draw pictures.</source>
        <translation>HIME peut lire et dessiner des images.</translation>
    </message>
    <message>
        <source>The part that draws pictures is installed twice. HIME may fail at any time.</source>
        <translation>Le composant qui dessine les images est installé deux fois. HIME peut tomber en panne à tout moment.</translation>
    </message>
    <message>
        <source>The part that draws pictures does not work. HIME cannot do without it.</source>
        <translation>Le composant qui dessine les images ne fonctionne pas. HIME ne peut pas s’en passer.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>HIME can be used with: {detail}.</source>
        <translation>HIME peut être utilisé avec&#xa0;: {detail}.</translation>
    </message>
    <message>
        <source>HIME sees no camera here. Until there is one, it shows a sample call.</source>
        <translation>HIME ne voit aucune caméra ici. Tant qu’il n’y en a pas, il affiche un exemple d’appel.</translation>
    </message>
    <message>
        <source>HIME cannot look for cameras, because a part of it does not work.</source>
        <translation>HIME ne peut pas chercher de caméras, car l’un de ses composants ne fonctionne pas.</translation>
    </message>
    <message>
        <source>Permission to use cameras</source>
        <translation>Autorisation d’utiliser les caméras</translation>
    </message>
    <message>
        <source>Your account may use every camera here, real or virtual.</source>
        <translation>Votre compte a le droit d’utiliser toutes les caméras ici, réelles ou virtuelles.</translation>
    </message>
    <message>
        <source>Your account may not use every camera here. HIME can neither open such a camera nor send to it.</source>
        <translation>Votre compte n’a pas le droit d’utiliser toutes les caméras ici. HIME ne peut ni ouvrir une caméra interdite, ni lui envoyer d’images.</translation>
    </message>
    <message>
        <source>There is no camera yet, real or virtual, that your account could be allowed to use.</source>
        <translation>Il n’y a pas encore de caméra, réelle ou virtuelle, que votre compte pourrait être autorisé à utiliser.</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Caméra virtuelle</translation>
    </message>
    <message>
        <source>The virtual camera is here. In a meeting, choose it in place of your camera.</source>
        <translation>La caméra virtuelle est là. Dans une réunion, choisissez-la à la place de votre caméra.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet. Until there is one, most meeting programs do not find HIME&apos;s picture.</source>
        <translation>Il n’y a pas encore de caméra virtuelle. Tant qu’il n’y en a pas, la plupart des programmes de réunion ne trouvent pas l’image de HIME.</translation>
    </message>
    <message>
        <source>Virtual camera in Chrome and Zoom</source>
        <translation>Caméra virtuelle dans Chrome et Zoom</translation>
    </message>
    <message>
        <source>Chrome and Zoom can list the virtual camera.</source>
        <translation>Chrome et Zoom peuvent proposer la caméra virtuelle.</translation>
    </message>
    <message>
        <source>Chrome and Zoom do not list the virtual camera, because it lacks a setting.</source>
        <translation>Chrome et Zoom ne proposent pas la caméra virtuelle, car il lui manque un réglage.</translation>
    </message>
    <message>
        <source>It could not be checked whether Chrome and Zoom can list the virtual camera.</source>
        <translation>Impossible de vérifier si Chrome et Zoom peuvent proposer la caméra virtuelle.</translation>
    </message>
    <message>
        <source>Choice of the virtual camera</source>
        <translation>Choix de la caméra virtuelle</translation>
    </message>
    <message>
        <source>It is clear which virtual camera HIME sends to.</source>
        <translation>On sait clairement à quelle caméra virtuelle HIME envoie l’image.</translation>
    </message>
    <message>
        <source>It is not clear which virtual camera HIME sends to. It may be one that another program uses.</source>
        <translation>On ne sait pas clairement à quelle caméra virtuelle HIME envoie l’image. Il peut s’agir d’une caméra qu’une autre application utilise.</translation>
    </message>
    <message>
        <source>There is no virtual camera yet that could be chosen.</source>
        <translation>Il n’y a pas encore de caméra virtuelle à choisir.</translation>
    </message>
    <message>
        <source>Camera without a kernel module</source>
        <translation>Caméra sans module du noyau</translation>
    </message>
    <message>
        <source>HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot.</source>
        <translation>HIME peut être une caméra dans PipeWire. Firefox et Chrome peuvent la proposer, Zoom et beaucoup d’autres non.</translation>
    </message>
    <message>
        <source>Your settings ask for a camera in PipeWire, and there is no PipeWire here.</source>
        <translation>Vos réglages demandent une caméra dans PipeWire, et il n’y a pas de PipeWire ici.</translation>
    </message>
    <message>
        <source>There is no PipeWire here, in which HIME could be a camera without a kernel module.</source>
        <translation>Il n’y a pas ici de PipeWire, dans lequel HIME pourrait être une caméra sans module du noyau.</translation>
    </message>
    <message>
        <source>Installation of the engine</source>
        <translation>Installation du moteur</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is installed.</source>
        <translation>Le moteur, qui calcule des visages plus nets, est installé.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.</source>
        <translation>Le moteur, qui calcule des visages plus nets, ne convient pas à cet ordinateur. Il peut être lent ou échouer.</translation>
    </message>
    <message>
        <source>The engine, which computes sharper faces, is not installed. HIME cannot do without it.</source>
        <translation>Le moteur, qui calcule des visages plus nets, n’est pas installé. HIME ne peut pas s’en passer.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>The engine works, and HIME uses the fastest way that this computer has.</source>
        <translation>Le moteur fonctionne, et HIME utilise le moyen le plus rapide dont dispose cet ordinateur.</translation>
    </message>
    <message>
        <source>The engine works, but without your graphics card, which would be faster.</source>
        <translation>Le moteur fonctionne, mais sans votre carte graphique, qui serait plus rapide.</translation>
    </message>
    <message>
        <source>The engine does not work. Without it, HIME cannot sharpen faces.</source>
        <translation>Le moteur ne fonctionne pas. Sans lui, HIME ne peut pas rendre les visages nets.</translation>
    </message>
    <message>
        <source>What HIME has learnt</source>
        <translation>Ce que HIME a appris</translation>
    </message>
    <message>
        <source>What HIME has learnt about faces is here and whole.</source>
        <translation>Ce que HIME a appris sur les visages est là et complet.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.</source>
        <translation>Un fichier de ce que HIME a appris sur les visages est endommagé ou manquant. Vos appels n’en ont pas besoin.</translation>
    </message>
    <message>
        <source>A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.</source>
        <translation>Un fichier de ce que HIME a appris sur les visages est endommagé ou manquant. HIME ne peut pas s’en passer.</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>Rien n’est envoyé</translation>
    </message>
    <message>
        <source>No part of HIME reports to anybody what you do.</source>
        <translation>Aucun composant de HIME ne signale à qui que ce soit ce que vous faites.</translation>
    </message>
    <message>
        <source>A part of HIME may report to its maker that you use it.</source>
        <translation>Un composant de HIME pourrait signaler à son fabricant que vous l’utilisez.</translation>
    </message>
    <message>
        <source>Left from before</source>
        <translation>Traces laissées auparavant</translation>
    </message>
    <message>
        <source>Nothing was left here that tells of your use.</source>
        <translation>Rien n’a été laissé ici qui renseigne sur votre utilisation.</translation>
    </message>
    <message>
        <source>An older version of HIME, or another program, has left notes here that tell of your use.</source>
        <translation>Une version plus ancienne de HIME, ou une autre application, a laissé ici des traces qui renseignent sur votre utilisation.</translation>
    </message>
    <message>
        <source>There is no place here where such notes could have been left.</source>
        <translation>Il n’y a ici aucun endroit où de telles traces auraient pu être laissées.</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Cette fenêtre</translation>
    </message>
    <message>
        <source>The window works.</source>
        <translation>La fenêtre fonctionne.</translation>
    </message>
    <message>
        <source>The window may fail to open, or close by itself.</source>
        <translation>La fenêtre peut ne pas s’ouvrir, ou se fermer d’elle-même.</translation>
    </message>
    <message>
        <source>The check itself</source>
        <translation>La vérification elle-même</translation>
    </message>
    <message>
        <source>This computer could not be checked.</source>
        <translation>Cet ordinateur n’a pas pu être vérifié.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Tout va bien.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: one thing has to be fixed.</source>
        <translation>HIME ne peut pas encore rendre vos appels plus nets&#xa0;: il reste un point à corriger.</translation>
    </message>
    <message>
        <source>HIME cannot sharpen your calls yet: {count} things have to be fixed.</source>
        <translation>HIME ne peut pas encore rendre vos appels plus nets&#xa0;: il reste {count} points à corriger.</translation>
    </message>
    <message>
        <source>HIME works, but one thing is missing for meetings.</source>
        <translation>HIME fonctionne, mais il manque une chose pour les réunions.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things are missing for meetings.</source>
        <translation>HIME fonctionne, mais il manque {count} choses pour les réunions.</translation>
    </message>
    <message>
        <source>HIME works, but one thing needs your attention.</source>
        <translation>HIME fonctionne, mais un point demande votre attention.</translation>
    </message>
    <message>
        <source>HIME works, but {count} things need your attention.</source>
        <translation>HIME fonctionne, mais {count} points demandent votre attention.</translation>
    </message>
    <message>
        <source>Close-up of a far face</source>
        <translation>Gros plan d’un visage éloigné</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>Gros plan</translation>
    </message>
    <message>
        <source>Close-up, a moment ago</source>
        <translation>Gros plan, il y a un instant</translation>
    </message>
    <message>
        <source>When a face is far away, you see here what HIME makes of it.</source>
        <translation>Quand un visage est loin, vous voyez ici ce que HIME en fait.</translation>
    </message>
    <message>
        <source>Without HIME</source>
        <translation>Sans HIME</translation>
    </message>
    <message>
        <source>With HIME</source>
        <translation>Avec HIME</translation>
    </message>
    <message>
        <source>No face is being sharpened right now.

Sit close for a few seconds, then step back until your face is small in the picture, with HIME switched on. The comparison appears here by itself, and stays here.</source>
        <translation>Aucun visage n’est rendu plus net en ce moment.

Asseyez-vous près de la caméra quelques secondes, puis reculez jusqu’à ce que votre visage soit petit dans l’image, avec HIME activé. La comparaison apparaît ici d’elle-même et y reste.</translation>
    </message>
    <message>
        <source>No call is running, or HIME is still getting ready. The comparison appears here by itself.</source>
        <translation>Aucun appel n’est en cours, ou HIME se prépare encore. La comparaison apparaît ici d’elle-même.</translation>
    </message>
    <message>
        <source>Strength in percent</source>
        <translation>Intensité en pour cent</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Cadrage</translation>
    </message>
    <message>
        <source>How much of the picture others see</source>
        <translation>La part de l’image que les autres voient</translation>
    </message>
    <message>
        <source>Zoom in on people</source>
        <translation>Zoomer sur les personnes</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Image entière</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>Comparer avant et après</translation>
    </message>
    <message>
        <source>Show here what the camera sees beside what others see; drag the edge</source>
        <translation>Afficher ici ce que voit la caméra à côté de ce que voient les autres&#xa0;; faites glisser la séparation</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>Mettre l’enregistrement en pause</translation>
    </message>
    <message>
        <source>The recording stands still</source>
        <translation>L’enregistrement s’arrête sur l’image</translation>
    </message>
    <message>
        <source>Pause my video</source>
        <translation>Mettre ma vidéo en pause</translation>
    </message>
    <message>
        <source>Others see something else than you. What they see is chosen in Settings</source>
        <translation>Les autres voient une autre image à la place de la vôtre. Ce qu’ils voient se choisit dans Paramètres</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>Exemple d’appel</translation>
    </message>
    <message>
        <source>Virtual camera (automatic)</source>
        <translation>Caméra virtuelle (automatique)</translation>
    </message>
    <message>
        <source>None (preview only)</source>
        <translation>Aucune (aperçu seulement)</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>Enregistrement&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Nobody: it plays only here</source>
        <translation>Personne&#xa0;: lecture ici seulement</translation>
    </message>
    <message>
        <source>&amp;Strength</source>
        <translation>&amp;Intensité</translation>
    </message>
    <message>
        <source>How much of the sharpening is shown; the arrow keys change it</source>
        <translation>L’intensité de la netteté ajoutée&#xa0;; les touches fléchées la changent</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>&amp;Caméra</translation>
    </message>
    <message>
        <source>Which camera sees you</source>
        <translation>La caméra qui vous voit</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>&amp;Sortie</translation>
    </message>
    <message>
        <source>Where the picture goes: choose the same camera in your meeting</source>
        <translation>Où va l’image&#xa0;: choisissez la même caméra dans votre réunion</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>Cad&amp;rage</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Ouvrir un enregistrement</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</source>
        <translation>Qt et PySide6 (LGPL-3.0), OpenCV et BlazeFace (Apache-2.0), YuNet et ONNX Runtime (MIT), PyAV (BSD) avec FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)</translation>
    </message>
    <message>
        <source>About HIME</source>
        <translation>À propos de HIME</translation>
    </message>
    <message>
        <source>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures are kept in memory only.</source>
        <translation>Des visages nets dans les appels vidéo, grâce à vos propres photos prises plus tôt, de près. Tout se passe sur cet ordinateur, et les photos restent seulement en mémoire.</translation>
    </message>
    <message>
        <source>HIME is free software under the Apache License 2.0. It stands on: {parts}.</source>
        <translation>HIME est un logiciel libre sous licence Apache 2.0. Il repose sur&#xa0;: {parts}.</translation>
    </message>
    <message>
        <source>See the difference</source>
        <translation>Voir la différence</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>Fi&amp;ger</translation>
    </message>
    <message>
        <source>Keep this comparison while the call goes on</source>
        <translation>Garder cette comparaison pendant que l’appel continue</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>Enregistrer l’&amp;image…</translation>
    </message>
    <message>
        <source>Save this comparison as a picture</source>
        <translation>Enregistrer cette comparaison sous forme d’image</translation>
    </message>
    <message>
        <source>It was not saved: the comparison is gone.</source>
        <translation>Rien n’a été enregistré&#xa0;: la comparaison n’existe plus.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Figée</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>Il y a un instant</translation>
    </message>
    <message>
        <source>Save this comparison</source>
        <translation>Enregistrer cette comparaison</translation>
    </message>
    <message>
        <source>HIME sharpens a far face with close pictures of the same person from earlier in this call. This is what they add.</source>
        <translation>HIME rend un visage éloigné plus net grâce à des photos de la même personne, prises de près plus tôt dans cet appel. Voici ce qu’elles ajoutent.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
    <message>
        <source>Camera, enlarged</source>
        <translation>Caméra, agrandie</translation>
    </message>
    <message>
        <source>HIME without earlier pictures</source>
        <translation>HIME sans les photos précédentes</translation>
    </message>
    <message>
        <source>HIME with earlier pictures</source>
        <translation>HIME avec les photos précédentes</translation>
    </message>
    <message>
        <source>Change, made {times} times stronger</source>
        <translation>Changement, amplifié {times} fois</translation>
    </message>
    <message>
        <source>Pictures in use</source>
        <translation>Photos utilisées</translation>
    </message>
    <message>
        <source>Where each picture helped</source>
        <translation>Où chaque photo a aidé</translation>
    </message>
    <message>
        <source>HIME has no pictures of this face yet: sit close for a few seconds, then step back.</source>
        <translation>HIME n’a pas encore de photos de ce visage&#xa0;: asseyez-vous près de la caméra quelques secondes, puis reculez.</translation>
    </message>
    <message>
        <source>All that is added to this face comes from this one picture.</source>
        <translation>Tout ce qui est ajouté à ce visage vient de cette seule photo.</translation>
    </message>
    <message>
        <source>Yellow: much of the detail there comes from it. Blue: little.</source>
        <translation>Jaune&#xa0;: une grande partie des détails à cet endroit en vient. Bleu&#xa0;: une petite partie.</translation>
    </message>
    <message>
        <source>Picture {number}</source>
        <translation>Photo {number}</translation>
    </message>
    <message>
        <source>Where picture {number} helped</source>
        <translation>Où la photo {number} a aidé</translation>
    </message>
    <message>
        <source>Picture {number}: {share}% of what the pictures gave</source>
        <translation>Photo {number}&#xa0;: {share}&#xa0;% de ce que les photos ont apporté</translation>
    </message>
    <message>
        <source>There is no picture to save yet.</source>
        <translation>Il n’y a pas encore d’image à enregistrer.</translation>
    </message>
    <message>
        <source>No camera is open, so there is nothing to set.</source>
        <translation>Aucune caméra n’est ouverte, il n’y a donc rien à régler.</translation>
    </message>
    <message>
        <source>Type a name for the file.</source>
        <translation>Saisissez un nom pour le fichier.</translation>
    </message>
    <message>
        <source>{folder} is a folder. Add a name for the file.</source>
        <translation>{folder} est un dossier. Ajoutez un nom pour le fichier.</translation>
    </message>
    <message>
        <source>The name {name} must end in .mp4, .mkv or .mov.</source>
        <translation>Le nom {name} doit se terminer par .mp4, .mkv ou .mov.</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose a folder that exists.</source>
        <translation>Le dossier {folder} n’existe pas. Choisissez un dossier qui existe.</translation>
    </message>
    <message>
        <source>{path} is the recording itself. Choose another name.</source>
        <translation>{path} est l’enregistrement lui-même. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export a recording</source>
        <translation>Exporter un enregistrement</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Fichier à écrire</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Choisir…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>Choisir le fichier à écrire</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Avancement de l’exportation</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exporter</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>Écrire le fichier</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Ouvrir le &amp;dossier</translation>
    </message>
    <message>
        <source>Open the file&apos;s folder</source>
        <translation>Ouvrir le dossier du fichier</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>Arrêter, sans laisser de fichier</translation>
    </message>
    <message>
        <source>Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call.</source>
        <translation>Les visages lointains sont rendus plus nets avec la force réglée, et le son est conservé. Pendant un appel, cela prend plus de temps.</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>Enregistrer &amp;sous</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>{done} images sont terminées.</translation>
    </message>
    <message>
        <source>{done} of {total} pictures are done.</source>
        <translation>{done} images sur {total} sont terminées.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Arrêté. Rien n’a été écrit.</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Vidéos</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>Enregistrer la vidéo</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>Remplacer le fichier&#xa0;?</translation>
    </message>
    <message>
        <source>There is already a file {name} in this folder. Replace it?</source>
        <translation>Il y a déjà un fichier {name} dans ce dossier. Le remplacer&#xa0;?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Remplacer</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>Not kept: {which}.</source>
        <translation>Non conservé : {which}.</translation>
    </message>
    <message>
        <source>Converted: {which}.</source>
        <translation>Converti : {which}.</translation>
    </message>
    <message>
        <source>Kept in part: {which}.</source>
        <translation>Conservé en partie : {which}.</translation>
    </message>
    <message>
        <source>One picture of the recording is damaged.</source>
        <translation>Une image de l’enregistrement est endommagée.</translation>
    </message>
    <message>
        <source>{count} pictures of the recording are damaged.</source>
        <translation>{count} images de l’enregistrement sont endommagées.</translation>
    </message>
    <message>
        <source>The last second of the recording cannot be read.</source>
        <translation>La dernière seconde de l’enregistrement ne peut pas être lue.</translation>
    </message>
    <message>
        <source>The last {seconds} seconds of the recording cannot be read.</source>
        <translation>Les {seconds} dernières secondes de l’enregistrement ne peuvent pas être lues.</translation>
    </message>
    <message>
        <source>sound track {number} ({why})</source>
        <translation>piste audio {number} ({why})</translation>
    </message>
    <message>
        <source>subtitle track {number} ({why})</source>
        <translation>piste de sous-titres {number} ({why})</translation>
    </message>
    <message>
        <source>About {count} seconds are left.</source>
        <translation>Il reste environ {count} secondes.</translation>
    </message>
    <message>
        <source>About a minute is left.</source>
        <translation>Il reste environ une minute.</translation>
    </message>
    <message>
        <source>About {count} minutes are left.</source>
        <translation>Il reste environ {count} minutes.</translation>
    </message>
    <message>
        <source>“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P.</source>
        <translation>HIME ne peut pas utiliser «&#xa0;{keys}&#xa0;» comme raccourci&#xa0;; choisissez une lettre, un chiffre, F1 à F24 ou Pause, comme dans Ctrl+Alt+P.</translation>
    </message>
    <message>
        <source>“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.</source>
        <translation>«&#xa0;{keys}&#xa0;» sert à écrire du texte&#xa0;; ajoutez-y Ctrl, Alt ou Meta.</translation>
    </message>
    <message>
        <source>On Wayland, HIME cannot take a key while another program has the keyboard.</source>
        <translation>Sous Wayland, HIME ne peut pas réagir à une touche quand une autre application utilise le clavier.</translation>
    </message>
    <message>
        <source>On this system, HIME cannot take a key while another program has the keyboard.</source>
        <translation>Sur ce système, HIME ne peut pas réagir à une touche quand une autre application utilise le clavier.</translation>
    </message>
    <message>
        <source>This keyboard has no key “{keys}”.</source>
        <translation>Ce clavier n’a pas de touche «&#xa0;{keys}&#xa0;».</translation>
    </message>
    <message>
        <source>HIME cannot reach the X11 display, so it can take no key there.</source>
        <translation>HIME n’a pas accès à l’affichage X11 et ne peut donc y réserver aucune touche.</translation>
    </message>
    <message>
        <source>Not in the list?</source>
        <translation>Pas dans la liste&#xa0;?</translation>
    </message>
    <message>
        <source>Try these in turn</source>
        <translation>Essayez ceci dans l’ordre</translation>
    </message>
    <message>
        <source>Before a meeting</source>
        <translation>Avant une réunion</translation>
    </message>
    <message>
        <source>Open Zoom and click your picture at the top right, then Settings.</source>
        <translation>Ouvrez Zoom et cliquez sur votre photo en haut à droite, puis sur Paramètres.</translation>
    </message>
    <message>
        <source>Open Video &amp; effects (in older versions: Video).</source>
        <translation>Ouvrez «&#xa0;Vidéo et effets&#xa0;» (dans les versions plus anciennes&#xa0;: Vidéo).</translation>
    </message>
    <message>
        <source>In the list beside Camera, choose “{camera}”.</source>
        <translation>Dans la liste à côté de Caméra, choisissez «&#xa0;{camera}&#xa0;».</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>Pendant une réunion</translation>
    </message>
    <message>
        <source>Click the small arrow beside Video (or Stop video).</source>
        <translation>Cliquez sur la petite flèche à côté de Vidéo (ou Arrêter la vidéo).</translation>
    </message>
    <message>
        <source>Under Select a camera, choose “{camera}”.</source>
        <translation>Sous «&#xa0;Sélectionner une caméra&#xa0;», choisissez «&#xa0;{camera}&#xa0;».</translation>
    </message>
    <message>
        <source>Before you join</source>
        <translation>Avant de participer</translation>
    </message>
    <message>
        <source>Open the meeting&apos;s link. If the browser asks, allow it to use the camera.</source>
        <translation>Ouvrez le lien de la réunion. Si le navigateur le demande, autorisez-le à utiliser la caméra.</translation>
    </message>
    <message>
        <source>Below your picture, open the list that names the present camera and choose “{camera}”.</source>
        <translation>Sous votre image, ouvrez la liste qui indique la caméra actuelle et choisissez «&#xa0;{camera}&#xa0;».</translation>
    </message>
    <message>
        <source>Click the small arrow beside the camera button (Video settings).</source>
        <translation>Cliquez sur la petite flèche à côté du bouton de la caméra (Paramètres vidéo).</translation>
    </message>
    <message>
        <source>Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.</source>
        <translation>Choisissez «&#xa0;{camera}&#xa0;». Elle se trouve aussi sous Plus d’options (⋮), Paramètres, Vidéo, Caméra.</translation>
    </message>
    <message>
        <source>Click the three dots (Settings and more) beside your picture at the top right, then Settings.</source>
        <translation>Cliquez sur les trois points (Paramètres et plus) à côté de votre photo en haut à droite, puis sur Paramètres.</translation>
    </message>
    <message>
        <source>Open Devices.</source>
        <translation>Ouvrez Appareils.</translation>
    </message>
    <message>
        <source>Under Video or Video settings, in the list named Camera, choose “{camera}”.</source>
        <translation>Sous Vidéo ou Paramètres vidéo, dans la liste nommée Caméra, choisissez «&#xa0;{camera}&#xa0;».</translation>
    </message>
    <message>
        <source>Click the small arrow beside Camera.</source>
        <translation>Cliquez sur la petite flèche à côté de Caméra.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.</source>
        <translation>Choisissez «&#xa0;{camera}&#xa0;» dans la liste des caméras. Elle se trouve aussi sous Plus, Paramètres, Paramètres de l’appareil.</translation>
    </message>
    <message>
        <source>On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same.</source>
        <translation>Sous Linux, il n’y a pas d’application Teams&#xa0;: ouvrez teams.microsoft.com dans Chrome ou Edge&#xa0;; les étapes sont les mêmes.</translation>
    </message>
    <message>
        <source>Chrome and Edge</source>
        <translation>Chrome et Edge</translation>
    </message>
    <message>
        <source>Type chrome://settings/content/camera into the address bar
(in Edge: edge://settings/content/camera).</source>
        <translation>Saisissez chrome://settings/content/camera dans la barre d’adresse
(dans Edge&#xa0;: edge://settings/content/camera).</translation>
    </message>
    <message>
        <source>In the list at the top, choose “{camera}”.</source>
        <translation>Dans la liste en haut, choisissez «&#xa0;{camera}&#xa0;».</translation>
    </message>
    <message>
        <source>Reload the meeting&apos;s page, and allow it to use the camera if it asks.</source>
        <translation>Rechargez la page de la réunion, et autorisez-la à utiliser la caméra si elle le demande.</translation>
    </message>
    <message>
        <source>When the page asks for the camera, choose “{camera}” in Firefox&apos;s question, then Allow.</source>
        <translation>Quand la page demande la caméra, choisissez «&#xa0;{camera}&#xa0;» dans la question de Firefox, puis Autoriser.</translation>
    </message>
    <message>
        <source>Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.</source>
        <translation>Firefox ne demande rien&#xa0;? Cliquez sur l’icône des permissions à gauche de l’adresse, supprimez «&#xa0;Utiliser la caméra&#xa0;», puis rechargez la page.</translation>
    </message>
    <message>
        <source>In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting&apos;s page.</source>
        <translation>Dans le menu Safari, ouvrez Réglages, «&#xa0;Sites web&#xa0;», Caméra, et autorisez-la pour la page de la réunion.</translation>
    </message>
    <message>
        <source>Choose “{camera}” in the settings of the meeting&apos;s page.</source>
        <translation>Choisissez «&#xa0;{camera}&#xa0;» dans les paramètres de la page de la réunion.</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Navigateur</translation>
    </message>
    <message>
        <source>Many meeting pages have a list of cameras in their own settings: use that first.</source>
        <translation>De nombreuses pages de réunion ont une liste de caméras dans leurs propres paramètres&#xa0;: essayez-la d’abord.</translation>
    </message>
    <message>
        <source>Leave HIME open: its camera is there only while HIME runs.</source>
        <translation>Laissez HIME ouvert&#xa0;: sa caméra n’existe que lorsque HIME est en marche.</translation>
    </message>
    <message>
        <source>Close the meeting program fully and start it again, or reload the page: most look for cameras only once.</source>
        <translation>Fermez complètement l’application de réunion et relancez-la, ou rechargez la page&#xa0;: la plupart ne cherchent les caméras qu’une seule fois.</translation>
    </message>
    <message>
        <source>In HIME, open Help, Check this computer, and do what it says.</source>
        <translation>Dans HIME, ouvrez Aide, Vérifier cet ordinateur, et suivez ce qui est indiqué.</translation>
    </message>
    <message>
        <source>If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.</source>
        <translation>Si OBS Studio est ouvert, cliquez sur «&#xa0;Arrêter la caméra virtuelle&#xa0;» dans OBS&#xa0;: une seule application peut envoyer des images à cette caméra.</translation>
    </message>
    <message>
        <source>In Windows, open Settings, Privacy &amp; security, Camera, and switch on Let desktop apps access your camera.</source>
        <translation>Dans Windows, ouvrez Paramètres, «&#xa0;Confidentialité et sécurité&#xa0;», Caméra, et activez «&#xa0;Autoriser les applications de bureau à accéder à votre caméra&#xa0;».</translation>
    </message>
    <message>
        <source>In System Settings, open General, Login Items &amp; Extensions, Camera Extensions, and switch OBS on.</source>
        <translation>Dans Réglages Système, ouvrez Général, «&#xa0;Ouverture et extensions&#xa0;», «&#xa0;Extensions de caméra&#xa0;» (en anglais&#xa0;: «&#xa0;Camera Extensions&#xa0;»), et activez OBS.</translation>
    </message>
    <message>
        <source>In System Settings, open Privacy &amp; Security, Camera, and switch on the meeting program or browser.</source>
        <translation>Dans Réglages Système, ouvrez «&#xa0;Confidentialité et sécurité&#xa0;», Caméra, et activez l’application de réunion ou le navigateur.</translation>
    </message>
    <message>
        <source>Programs from Snap or Flatpak need leave to use cameras: switch it on in the system&apos;s settings for apps.</source>
        <translation>Les applications Snap ou Flatpak ont besoin d’une autorisation pour utiliser les caméras&#xa0;: activez-la dans les paramètres du système consacrés aux applications.</translation>
    </message>
    <message>
        <source>How to choose the camera</source>
        <translation>Comment choisir la caméra</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Applications</translation>
    </message>
    <message>
        <source>The virtual camera does not exist yet: check this computer first, and then follow the steps below.</source>
        <translation>La caméra virtuelle n’existe pas encore&#xa0;: vérifiez d’abord cet ordinateur, puis suivez les étapes ci-dessous.</translation>
    </message>
    <message>
        <source>Check this com&amp;puter</source>
        <translation>Vérifier cet &amp;ordinateur</translation>
    </message>
    <message>
        <source>See what is missing</source>
        <translation>Voir ce qui manque</translation>
    </message>
    <message>
        <source>In other programs, choose the camera “{camera}”</source>
        <translation>Dans les autres applications, choisissez la caméra «&#xa0;{camera}&#xa0;»</translation>
    </message>
    <message>
        <source>You do this once for each program: it remembers. HIME must be open.</source>
        <translation>Vous le faites une seule fois pour chaque application&#xa0;: elle s’en souvient. HIME doit être ouvert.</translation>
    </message>
    <message>
        <source>Something went wrong ({fault})</source>
        <translation>Un problème est survenu ({fault})</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Appel</translation>
    </message>
    <message>
        <source>&amp;Sharpen faces</source>
        <translation>Rendre les visages &amp;nets</translation>
    </message>
    <message>
        <source>Off: the picture goes out as it is</source>
        <translation>Désactivé&#xa0;: l’image est envoyée telle quelle</translation>
    </message>
    <message>
        <source>Pause my &amp;video</source>
        <translation>Mettre ma &amp;vidéo en pause</translation>
    </message>
    <message>
        <source>Others see something else than you</source>
        <translation>Les autres voient une autre image à la place de la vôtre</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>&amp;Ouvrir un enregistrement…</translation>
    </message>
    <message>
        <source>Play a recorded call here, sharpened</source>
        <translation>Lire ici un appel enregistré, en plus net</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Save the recording that plays, sharpened</source>
        <translation>Exporter l’enregistrement en cours de lecture, rendu plus net</translation>
    </message>
    <message>
        <source>&amp;Back to the camera</source>
        <translation>&amp;Revenir à la caméra</translation>
    </message>
    <message>
        <source>Stop the recording and go on with the camera</source>
        <translation>Arrêter la lecture et revenir à la caméra</translation>
    </message>
    <message>
        <source>Save a &amp;picture…</source>
        <translation>Enregistrer une &amp;image…</translation>
    </message>
    <message>
        <source>Save the picture that others see now</source>
        <translation>Enregistrer l’image que les autres voient maintenant</translation>
    </message>
    <message>
        <source>&amp;Light and focus…</source>
        <translation>&amp;Lumière et mise au point…</translation>
    </message>
    <message>
        <source>The camera&apos;s own light, exposure and focus</source>
        <translation>La lumière, l’exposition et la mise au point de la caméra elle-même</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Paramètres…</translation>
    </message>
    <message>
        <source>Everything that you need rarely</source>
        <translation>Tout ce dont vous avez rarement besoin</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>End the call and close HIME</source>
        <translation>Terminer l’appel et fermer HIME</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;ffichage</translation>
    </message>
    <message>
        <source>&amp;Zoom in on people</source>
        <translation>&amp;Zoomer sur les personnes</translation>
    </message>
    <message>
        <source>Others see a part of the picture, around people</source>
        <translation>Les autres voient une partie de l’image, autour des personnes</translation>
    </message>
    <message>
        <source>&amp;Whole picture</source>
        <translation>Image &amp;entière</translation>
    </message>
    <message>
        <source>Others see all that the camera sees</source>
        <translation>Les autres voient tout ce que voit la caméra</translation>
    </message>
    <message>
        <source>&amp;Follow people</source>
        <translation>&amp;Suivre les personnes</translation>
    </message>
    <message>
        <source>The part that is shown moves with people</source>
        <translation>La partie affichée suit les personnes</translation>
    </message>
    <message>
        <source>&amp;Keep this part</source>
        <translation>&amp;Garder cette partie</translation>
    </message>
    <message>
        <source>The part that is shown stays where it is now</source>
        <translation>La partie affichée reste où elle est maintenant</translation>
    </message>
    <message>
        <source>&amp;Mirror my preview</source>
        <translation>Aperçu en &amp;miroir</translation>
    </message>
    <message>
        <source>Only you see it mirrored. Others see the picture as it is</source>
        <translation>L’effet miroir n’est visible que pour vous. Les autres voient l’image telle quelle</translation>
    </message>
    <message>
        <source>&amp;Compare before and after</source>
        <translation>&amp;Comparer avant et après</translation>
    </message>
    <message>
        <source>The camera&apos;s picture beside it</source>
        <translation>L’image de la caméra à côté</translation>
    </message>
    <message>
        <source>&amp;Performance</source>
        <translation>&amp;Performances</translation>
    </message>
    <message>
        <source>Show here how long everything takes</source>
        <translation>Afficher ici combien de temps prend chaque étape</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>Comme le s&amp;ystème</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>T&amp;hème</translation>
    </message>
    <message>
        <source>&amp;Pictures of you</source>
        <translation>Vos &amp;photos</translation>
    </message>
    <message>
        <source>&amp;Pause learning</source>
        <translation>&amp;Suspendre l’apprentissage</translation>
    </message>
    <message>
        <source>Take no new pictures of anybody</source>
        <translation>Ne plus prendre de photos de qui que ce soit</translation>
    </message>
    <message>
        <source>&amp;Forget all…</source>
        <translation>&amp;Tout oublier…</translation>
    </message>
    <message>
        <source>Forget all of these pictures</source>
        <translation>Oublier toutes ces photos</translation>
    </message>
    <message>
        <source>&amp;See the difference…</source>
        <translation>&amp;Voir la différence…</translation>
    </message>
    <message>
        <source>See a far face with and without these pictures</source>
        <translation>Voir un visage éloigné avec et sans ces photos</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ai&amp;de</translation>
    </message>
    <message>
        <source>&amp;How to choose the camera…</source>
        <translation>&amp;Comment choisir la caméra…</translation>
    </message>
    <message>
        <source>In Zoom, Meet, Teams and a browser</source>
        <translation>Dans Zoom, Meet, Teams et un navigateur</translation>
    </message>
    <message>
        <source>&amp;Check this computer…</source>
        <translation>&amp;Vérifier cet ordinateur…</translation>
    </message>
    <message>
        <source>What is missing, and how to get it</source>
        <translation>Ce qui manque, et comment l’obtenir</translation>
    </message>
    <message>
        <source>How to &amp;update…</source>
        <translation>Comment &amp;mettre à jour…</translation>
    </message>
    <message>
        <source>Which version this is, and how to get a newer one</source>
        <translation>Quelle est cette version, et comment en obtenir une plus récente</translation>
    </message>
    <message>
        <source>&amp;About HIME</source>
        <translation>À &amp;propos de HIME</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>Version et licences</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>The picture as others see it. While before and after are compared, the arrow keys move the edge.</source>
        <translation>L’image telle que les autres la voient. Pendant la comparaison avant et après, les touches fléchées déplacent la séparation.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>{rate} pictures a second, {late} ms after the camera</source>
        <translation>{rate} images par seconde, {late} ms après la caméra</translation>
    </message>
    <message>
        <source>face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept</source>
        <translation>visage {number}&#xa0;: {side} px, {pictures} photos, {time} ms, {kept}&#xa0;% conservés</translation>
    </message>
    <message>
        <source>{cores} of {all} processor cores</source>
        <translation>{cores} des {all} cœurs du processeur</translation>
    </message>
    <message>
        <source>the battery gives {watts} W</source>
        <translation>la batterie fournit {watts} W</translation>
    </message>
    <message>
        <source>Open a recording?</source>
        <translation>Ouvrir un enregistrement&#xa0;?</translation>
    </message>
    <message>
        <source>Others no longer see your camera then: their picture stands still. The recording plays only here.</source>
        <translation>Les autres ne voient alors plus votre caméra&#xa0;: leur image reste figée. L’enregistrement n’est lu qu’ici.</translation>
    </message>
    <message>
        <source>The recording to {file} ends then. The one that you open plays only here.</source>
        <translation>L’enregistrement dans {file} se termine alors. Celui que vous ouvrez n’est lu qu’ici.</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Ouvrir un enregistrement…</translation>
    </message>
    <message>
        <source>Stay in the call</source>
        <translation>Rester dans l’appel</translation>
    </message>
    <message>
        <source>All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.</source>
        <translation>Les {count} photos sont supprimées immédiatement. Elles ne peuvent pas être récupérées, mais HIME peut apprendre de nouveau.</translation>
    </message>
    <message>
        <source>Forget all pictures?</source>
        <translation>Oublier toutes les photos&#xa0;?</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Tout oublier</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Les garder</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>Une exportation est en cours.</translation>
    </message>
    <message>
        <source>If you quit now, the exported file is not finished, and nothing of it is kept.</source>
        <translation>Si vous quittez maintenant, le fichier exporté n’est pas terminé et rien n’en est conservé.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>Continuer l’exportation</translation>
    </message>
    <message>
        <source>If you close this window now, nothing of the exported file is kept.</source>
        <translation>Si vous fermez cette fenêtre maintenant, rien du fichier exporté n’est conservé.</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Arrêter l’exportation</translation>
    </message>
    <message>
        <source>weights for research alone</source>
        <translation>poids pour la recherche uniquement</translation>
    </message>
    <message>
        <source>reports its use to Google</source>
        <translation>signale son utilisation à Google</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>HIME</source>
        <translation>HIME</translation>
    </message>
    <message>
        <source>While your video is paused</source>
        <translation>Pendant que votre vidéo est en pause</translation>
    </message>
    <message>
        <source>The picture that is sent</source>
        <translation>L’image envoyée</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avancé</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>HIME uses the new language when you start it again.</source>
        <translation>HIME utilisera la nouvelle langue quand vous le redémarrerez.</translation>
    </message>
    <message>
        <source>Start HIME with the computer, out of sight</source>
        <translation>Lancer HIME au démarrage de l’ordinateur, sans l’afficher</translation>
    </message>
    <message>
        <source>The texts in other languages than English were translated by a machine.</source>
        <translation>Les textes dans les langues autres que l’anglais ont été traduits par une machine.</translation>
    </message>
    <message>
        <source>{keys} also works while another program is in front</source>
        <translation>{keys} fonctionne aussi quand une autre application est au premier plan</translation>
    </message>
    <message>
        <source>Another size or rate restarts the call. HIME then learns your face again.</source>
        <translation>Changer la taille ou la cadence relance l’appel. HIME apprend alors de nouveau votre visage.</translation>
    </message>
    <message>
        <source>Automatic: the best one for this computer</source>
        <translation>Automatique&#xa0;: la meilleure pour cet ordinateur</translation>
    </message>
    <message>
        <source>Way of sharpening</source>
        <translation>Méthode de netteté</translation>
    </message>
    <message>
        <source>A blurred picture</source>
        <translation>Une image floue</translation>
    </message>
    <message>
        <source>A still picture</source>
        <translation>Une image fixe</translation>
    </message>
    <message>
        <source>A picture of my own…</source>
        <translation>Une image à moi…</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Les autres voient</translation>
    </message>
    <message>
        <source>Size while zoomed in</source>
        <translation>Taille avec le zoom</translation>
    </message>
    <message>
        <source>{rate} pictures a second</source>
        <translation>{rate} images par seconde</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Cadence</translation>
    </message>
    <message>
        <source>{network}, for research alone</source>
        <translation>{network}, pour la recherche uniquement</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} pixels</translation>
    </message>
    <message>
        <source>Smallest face that is learned</source>
        <translation>Plus petit visage appris</translation>
    </message>
    <message>
        <source>Largest face that is sharpened</source>
        <translation>Plus grand visage rendu net</translation>
    </message>
    <message>
        <source>The settings file sets this ({keys}).</source>
        <translation>Le fichier de paramètres fixe ce choix ({keys}).</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Choisir une image</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Enregistrer une image</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Lire de nouveau</translation>
    </message>
    <message>
        <source>Choose another camera…</source>
        <translation>Choisir une autre caméra…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>Vérifier cet ordinateur…</translation>
    </message>
    <message>
        <source>Watch the sample call</source>
        <translation>Regarder l’exemple d’appel</translation>
    </message>
    <message>
        <source>Open another recording…</source>
        <translation>Ouvrir un autre enregistrement…</translation>
    </message>
    <message>
        <source>Back to the camera</source>
        <translation>Revenir à la caméra</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>Fermeture…</translation>
    </message>
    <message>
        <source>Press Start to begin.</source>
        <translation>Cliquez sur Démarrer pour commencer.</translation>
    </message>
    <message>
        <source>Your video is paused.</source>
        <translation>Votre vidéo est en pause.</translation>
    </message>
    <message>
        <source>The camera is disconnected. HIME reconnects by itself.</source>
        <translation>La caméra est débranchée. HIME se reconnecte de lui-même.</translation>
    </message>
    <message>
        <source>Nobody is watching, so the camera rests.</source>
        <translation>Personne ne regarde, la caméra est donc au repos.</translation>
    </message>
    <message>
        <source>Faces cannot be sharpened now. The picture is shown as it is.</source>
        <translation>Les visages ne peuvent pas être rendus nets pour le moment. L’image est affichée telle quelle.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>Il n’y a pas d’image.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>L’enregistrement est terminé.</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>L’appel est terminé.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a still picture.</source>
        <translation>Votre vidéo est en pause&#xa0;: les autres voient une image fixe.</translation>
    </message>
    <message>
        <source>Your video is paused: others see a blurred picture.</source>
        <translation>Votre vidéo est en pause&#xa0;: les autres voient une image floue.</translation>
    </message>
    <message>
        <source>Your video is paused: others see the picture that you chose.</source>
        <translation>Votre vidéo est en pause&#xa0;: les autres voient l’image que vous avez choisie.</translation>
    </message>
    <message>
        <source>{people} people are close and sharp. {pictures} pictures are ready for when they sit back.</source>
        <translation>{people} personnes sont proches et nettes. {pictures} photos sont prêtes pour quand elles s’éloigneront.</translation>
    </message>
    <message>
        <source>You are close and sharp. {pictures} pictures of you are ready for when you sit back.</source>
        <translation>Votre visage est proche et net. {pictures} photos de vous sont prêtes pour quand vous reculerez.</translation>
    </message>
    <message>
        <source>The face is close and sharp. {pictures} pictures of it are ready for when it is far.</source>
        <translation>Le visage est proche et net. {pictures} photos de ce visage sont prêtes pour quand il sera loin.</translation>
    </message>
    <message>
        <source>I see nobody. Sit in front of the camera.</source>
        <translation>Je ne vois personne. Asseyez-vous devant la caméra.</translation>
    </message>
    <message>
        <source>I see no face here.</source>
        <translation>Je ne vois aucun visage ici.</translation>
    </message>
    <message>
        <source>Learning is paused: no new pictures are taken.</source>
        <translation>L’apprentissage est suspendu&#xa0;: aucune nouvelle photo n’est prise.</translation>
    </message>
    <message>
        <source>Looking whether I know you…</source>
        <translation>Je regarde si je vous connais…</translation>
    </message>
    <message>
        <source>Looking whether I know this face…</source>
        <translation>Je regarde si je connais ce visage…</translation>
    </message>
    <message>
        <source>Learning these faces…</source>
        <translation>J’apprends ces visages…</translation>
    </message>
    <message>
        <source>Learning this face…</source>
        <translation>J’apprends ce visage…</translation>
    </message>
    <message>
        <source>Learning your face: stay close and look at the camera for a moment.</source>
        <translation>J’apprends votre visage&#xa0;: restez près de la caméra et regardez-la un instant.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with 1 picture of you.</source>
        <translation>Vous êtes loin de la caméra&#xa0;: visage rendu plus net avec 1 photo de vous.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened with {used} pictures of you.</source>
        <translation>Vous êtes loin de la caméra&#xa0;: visage rendu plus net avec {used} photos de vous.</translation>
    </message>
    <message>
        <source>You are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Vous êtes loin, mais l’ordinateur est trop occupé. Fermer d’autres applications peut aider.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with {used} pictures of it.</source>
        <translation>Le visage est loin&#xa0;: rendu plus net avec {used} photos de ce visage.</translation>
    </message>
    <message>
        <source>The face is far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Le visage est loin, mais l’ordinateur est trop occupé. Fermer d’autres applications peut aider.</translation>
    </message>
    <message>
        <source>Faces are far, but the computer is too busy. Closing other programs helps.</source>
        <translation>Des visages sont loin, mais l’ordinateur est trop occupé. Fermer d’autres applications peut aider.</translation>
    </message>
    <message>
        <source>This recording cannot be played.</source>
        <translation>Cet enregistrement ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Recording, {position}</source>
        <translation>Enregistrement, {position}</translation>
    </message>
    <message>
        <source>Recording, {position} of {length}</source>
        <translation>Enregistrement, {position} sur {length}</translation>
    </message>
    <message>
        <source>No pictures. Learning is paused, so none are taken.</source>
        <translation>Aucune photo. L’apprentissage est suspendu, aucune n’est donc prise.</translation>
    </message>
    <message>
        <source>No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are gone when the call ends.</source>
        <translation>Pas encore de photos. Asseyez-vous près de la caméra quelques secondes. Les photos restent seulement en mémoire et disparaissent à la fin de l’appel.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the recording ends.</source>
        <translation>Pas encore de photos. Elles restent seulement en mémoire et disparaissent à la fin de l’enregistrement.</translation>
    </message>
    <message>
        <source>No pictures yet. They are kept in memory only, and are gone when the call ends.</source>
        <translation>Pas encore de photos. Elles restent seulement en mémoire et disparaissent à la fin de l’appel.</translation>
    </message>
    <message>
        <source>You are far from the camera: working on it…</source>
        <translation>Vous êtes loin de la caméra&#xa0;: traitement en cours…</translation>
    </message>
    <message>
        <source>The recording is paused at {position}.</source>
        <translation>L’enregistrement est en pause à {position}.</translation>
    </message>
    <message>
        <source>HIME is off: faces are not sharpened.</source>
        <translation>HIME est désactivé&#xa0;: les visages ne sont pas rendus plus nets.</translation>
    </message>
    <message>
        <source>You are far from the camera. Looking whether I know you…</source>
        <translation>Vous êtes loin de la caméra. Je regarde si je vous connais…</translation>
    </message>
    <message>
        <source>You are far from the camera. Sit close for a few seconds, so that I learn your face.</source>
        <translation>Vous êtes loin de la caméra. Asseyez-vous près d’elle quelques secondes, pour que j’apprenne votre visage.</translation>
    </message>
    <message>
        <source>You are far from the camera: sharpened without pictures of you.</source>
        <translation>Vous êtes loin de la caméra&#xa0;: visage rendu plus net, sans photos de vous.</translation>
    </message>
    <message>
        <source>The face is far away: sharpened with 1 picture of it.</source>
        <translation>Le visage est loin&#xa0;: rendu plus net avec 1 photo de ce visage.</translation>
    </message>
    <message>
        <source>The face is far away: working on it…</source>
        <translation>Le visage est loin&#xa0;: traitement en cours…</translation>
    </message>
    <message>
        <source>The face is far away. Looking whether I know it…</source>
        <translation>Le visage est loin. Je regarde si je le connais…</translation>
    </message>
    <message>
        <source>The face is far away: sharpened without pictures, since I have none of it.</source>
        <translation>Le visage est loin&#xa0;: rendu plus net sans photos, car je n’en ai aucune de ce visage.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened with pictures of the same people.</source>
        <translation>{far} visages sur {all} sont loin&#xa0;: rendus plus nets avec des photos des mêmes personnes.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened with pictures of the same person.</source>
        <translation>1 visage sur {all} est loin&#xa0;: rendu plus net avec des photos de la même personne.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: sharpened without pictures so far.</source>
        <translation>{far} visages sur {all} sont loin&#xa0;: rendus plus nets, sans photos pour l’instant.</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: sharpened without pictures so far.</source>
        <translation>1 visage sur {all} est loin&#xa0;: rendu plus net, sans photos pour l’instant.</translation>
    </message>
    <message>
        <source>{far} of {all} faces are far away: working on it…</source>
        <translation>{far} visages sur {all} sont loin&#xa0;: traitement en cours…</translation>
    </message>
    <message>
        <source>1 of {all} faces is far away: working on it…</source>
        <translation>1 visage sur {all} est loin&#xa0;: traitement en cours…</translation>
    </message>
    <message>
        <source>See what this computer lacks.</source>
        <translation>Voyez ce qui manque à cet ordinateur.</translation>
    </message>
    <message>
        <source>No camera was found, so a sample call is shown.</source>
        <translation>Aucune caméra n’a été trouvée&#xa0;: un exemple d’appel est affiché.</translation>
    </message>
    <message>
        <source>Only you see this picture: there is no virtual camera.</source>
        <translation>Cette image n’est visible que pour vous&#xa0;: il n’y a pas de caméra virtuelle.</translation>
    </message>
    <message>
        <source>Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot.</source>
        <translation>Caméra dans PipeWire : Firefox et Chrome peuvent la proposer, Zoom non.</translation>
    </message>
    <message>
        <source>Pictures of you</source>
        <translation>Vos photos</translation>
    </message>
    <message>
        <source>Pictures of the people here</source>
        <translation>Photos des personnes présentes</translation>
    </message>
    <message>
        <source>Pictures from the sample call</source>
        <translation>Photos de l’exemple d’appel</translation>
    </message>
    <message>
        <source>Pictures from this recording</source>
        <translation>Photos de cet enregistrement</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the recording ends.</source>
        <translation>Aucune photo. Elles sont effacées de la mémoire à la fin de l’enregistrement.</translation>
    </message>
    <message>
        <source>No pictures. They are deleted from memory when the call ends.</source>
        <translation>Aucune photo. Elles sont effacées de la mémoire à la fin de l’appel.</translation>
    </message>
    <message>
        <source>How much of the processor HIME uses</source>
        <translation>La part du processeur que HIME utilise</translation>
    </message>
    <message>
        <source>Find out what is missing and how to get it</source>
        <translation>Découvrir ce qui manque et comment l’obtenir</translation>
    </message>
    <message>
        <source>Status: {sentence}</source>
        <translation>État&#xa0;: {sentence}</translation>
    </message>
    <message>
        <source>HIME uses {usage}</source>
        <translation>HIME utilise {usage}</translation>
    </message>
    <message>
        <source>Pause learning</source>
        <translation>Suspendre l’apprentissage</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>Tout oublier…</translation>
    </message>
    <message>
        <source>Pictures that are remembered</source>
        <translation>Photos gardées en mémoire</translation>
    </message>
    <message>
        <source>HIME on or off</source>
        <translation>Activer ou désactiver HIME</translation>
    </message>
    <message>
        <source>Sharpen faces, or send the picture as the camera sees it</source>
        <translation>Rendre les visages nets, ou envoyer l’image telle que la caméra la voit</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Sharpens far faces</source>
        <translation>Visages éloignés plus nets</translation>
    </message>
    <message>
        <source>Picture as it is</source>
        <translation>Image telle quelle</translation>
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
        <translation>Oublier cette photo</translation>
    </message>
    <message>
        <source>Forget the picture: {picture}</source>
        <translation>Oublier la photo&#xa0;: {picture}</translation>
    </message>
    <message>
        <source>Forget it: Delete</source>
        <translation>L’oublier&#xa0;: touche Suppr</translation>
    </message>
    <message>
        <source>in the picture now</source>
        <translation>dans l’image en ce moment</translation>
    </message>
    <message>
        <source>away now</source>
        <translation>hors de l’image en ce moment</translation>
    </message>
    <message>
        <source>{age} old, quality {quality}%, {place}</source>
        <translation>Prise il y a {age}, qualité {quality}&#xa0;%, {place}</translation>
    </message>
    <message>
        <source>contributes {share}% now</source>
        <translation>contribue à {share}&#xa0;% en ce moment</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ici</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>Sharpen faces</source>
        <translation>Rendre les visages nets</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Afficher la fenêtre</translation>
    </message>
    <message>
        <source>HIME: {sentence}</source>
        <translation>HIME&#xa0;: {sentence}</translation>
    </message>
    <message>
        <source>How to update HIME</source>
        <translation>Comment mettre HIME à jour</translation>
    </message>
    <message>
        <source>This is HIME {version}</source>
        <translation>Vous utilisez HIME {version}</translation>
    </message>
    <message>
        <source>This HIME is not installed</source>
        <translation>Cette copie de HIME n’est pas installée</translation>
    </message>
    <message>
        <source>Lines that update HIME</source>
        <translation>Lignes qui mettent HIME à jour</translation>
    </message>
    <message>
        <source>HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it.</source>
        <translation>HIME ne cherche pas de version plus récente par lui-même, car il n’envoie rien. Fermez HIME avant de le mettre à jour.</translation>
    </message>
    <message>
        <source>To get the newest version, get the newest package of HIME from where you got this one, and install it in the place of this one. Your settings stay.</source>
        <translation>Pour avoir la version la plus récente, prenez le paquet le plus récent de HIME là où vous avez obtenu celui-ci, et installez-le à sa place. Vos réglages sont conservés.</translation>
    </message>
    <message>
        <source>This copy does not know where it came from. To get the newest version, install HIME again as you did before.</source>
        <translation>Cette copie ne sait pas d’où elle vient. Pour obtenir la version la plus récente, réinstallez HIME comme vous l’avez fait auparavant.</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:</source>
        <translation>Cette copie a été installée à partir du dossier {folder}. Pour obtenir la version la plus récente, exécutez ces lignes dans un terminal&#xa0;:</translation>
    </message>
    <message>
        <source>This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then run these lines in a terminal:</source>
        <translation>Cette copie a été installée à partir du dossier {folder}. Pour obtenir la version la plus récente, placez-la dans ce dossier, puis exécutez ces lignes dans un terminal&#xa0;:</translation>
    </message>
    <message>
        <source>{reason}. Others see a blurred picture.</source>
        <translation>{reason}. Les autres voient une image floue.</translation>
    </message>
    <message>
        <source>Pause the &amp;recording</source>
        <translation>Mettre l’en&amp;registrement en pause</translation>
    </message>
    <message>
        <source>The settings stay as they were: {mistake}</source>
        <translation>Les réglages restent inchangés&#xa0;: {mistake}</translation>
    </message>
    <message>
        <source>The settings stay as they were. The first of {count} mistakes: {mistake}</source>
        <translation>Les réglages restent inchangés. La première des {count} erreurs&#xa0;: {mistake}</translation>
    </message>
    <message>
        <source>Another program has already taken “{keys}”.</source>
        <translation>Une autre application utilise déjà «&#xa0;{keys}&#xa0;».</translation>
    </message>
    <message>
        <source>The program that loads parts of the system (modprobe) is missing here.</source>
        <translation>L’application qui charge des parties du système (modprobe) manque ici.</translation>
    </message>
    <message>
        <source>No password was given, so nothing was changed.</source>
        <translation>Aucun mot de passe n’a été saisi, donc rien n’a été changé.</translation>
    </message>
    <message>
        <source>The system did not allow it. The password was wrong, or your account may not do this.</source>
        <translation>Le système ne l’a pas permis. Le mot de passe était faux, ou votre compte n’en a pas le droit.</translation>
    </message>
    <message>
        <source>Nothing on this desktop can ask for the password.</source>
        <translation>Rien sur ce bureau ne peut demander le mot de passe.</translation>
    </message>
    <message>
        <source>Secure Boot refuses the virtual camera until its key is enrolled.</source>
        <translation>Secure Boot refuse la caméra virtuelle tant que sa clé n’est pas enregistrée.</translation>
    </message>
    <message>
        <source>The system could not do it: {reason}</source>
        <translation>Le système n’a pas pu le faire&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Another program uses the virtual camera now. Close that program, and try again.</source>
        <translation>Une autre application utilise la caméra virtuelle. Fermez-la, puis réessayez.</translation>
    </message>
    <message>
        <source>Switch on the virtual camera</source>
        <translation>Activer la caméra virtuelle</translation>
    </message>
    <message>
        <source>Restart the virtual camera</source>
        <translation>Redémarrer la caméra virtuelle</translation>
    </message>
    <message>
        <source>Your computer asks for an administrator&apos;s password. HIME does not see it.</source>
        <translation>Votre ordinateur demande le mot de passe d’un administrateur. HIME ne le voit pas.</translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>En attente du mot de passe…</translation>
    </message>
</context>
</TS>
